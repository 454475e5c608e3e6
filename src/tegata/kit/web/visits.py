"""Who looks at a page: a one-time link opens a visit, and a cookie stands for it.

For the sandbox, until people sign in. A link is made by a command of the service's own account; it
works once and for ten minutes. Rows hold digests only: neither a link nor a cookie can be read
back from them. The JSON interfaces do not look at the cookie, so that no page of another site can
act through a visitor's browser.
"""

import hashlib
from datetime import timedelta

from attrs import define
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.core.ports import Entropy
from tegata.kit.core.problem import Kind, Problem
from tegata.kit.data import visits
from tegata.kit.data.context import make_context
from tegata.kit.data.entropy import SystemEntropy
from tegata.kit.data.world_clock import WorldClock
from tegata.kit.web.callers import allow, context_of

LINK = timedelta(minutes=10)
VISIT = timedelta(hours=8)
_COOKIE = "tegata_visit"


@define(auto_exc=True, slots=False)
class VisitorUnknown(Problem):
    """No visit is open in this browser."""

    kind = Kind.UNAUTHENTICATED
    code = "kit.visitor-unknown"
    sentence = "This page does not know who you are."
    advice = "Open a one-time link: the command “tegata link” makes one."


@define(auto_exc=True, slots=False)
class LinkSpent(Problem):
    """A one-time link does not open a second visit."""

    kind = Kind.UNAUTHENTICATED
    code = "kit.link-spent"
    sentence = "This link was used before, or its ten minutes are over."
    advice = "Make a new one with the command “tegata link”."


@transaction.atomic(durable=True)
def make_link(ctx: Context, *, role: Role) -> str:
    """Make the token of a one-time link for somebody in a role."""
    token = _token(ctx.entropy)
    visits.add_link(_digest(token), Actor(role, f"{role}:link", Channel.WEB), ctx.now + LINK)
    return token


@require_GET
def enter(request: HttpRequest, home: str) -> HttpResponse:
    """Open a visit: the link's token is used up, and leaves the address. Raises LinkSpent."""
    token = _open(request.GET.get("token", ""))
    response = HttpResponseRedirect(home)
    response.set_cookie(
        _COOKIE,
        token,
        VISIT,
        path=f"/{home.split('/')[1]}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def visit_of(request: HttpRequest, *allowed: Role) -> Context:
    """Make a page's context, for a visitor or a bearer of a token in one of the roles.

    Raises VisitorUnknown, CallerUnknown or CallerNotAllowed.
    """
    if "Authorization" in request.headers:
        return context_of(request, *allowed)
    cookie, now = request.COOKIES.get(_COOKIE, ""), WorldClock().now()
    actor = visits.find_visit(_digest(cookie), now)
    if actor is None:
        raise VisitorUnknown
    return make_context(allow(actor, *allowed), now=now)


@transaction.atomic(durable=True)
def _open(token: str) -> str:
    now = WorldClock().now()
    actor = visits.take_link(_digest(token), now)
    if actor is None:
        raise LinkSpent
    visit = _token(SystemEntropy())
    visits.add_visit(_digest(visit), actor, now + VISIT)
    return visit


def _token(entropy: Entropy) -> str:
    return entropy.draw(24).hex()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
