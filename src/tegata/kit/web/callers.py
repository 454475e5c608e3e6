"""Who calls: a bearer token, known by its SHA-256, stands for one actor (RFC 6750, 2.1)."""

import hashlib
import hmac
import re
from collections.abc import Mapping

from attrs import define, evolve, frozen
from django.conf import settings
from django.http import HttpRequest

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.core.problem import Kind, Problem
from tegata.kit.data.context import make_context

PERSON_HEADER = "Tegata-Person"
"""Names the person who is signed in, where the app's server calls."""
_PERSON = r"[0-9a-hjkmnp-tv-z]{26}"
"""A person's identifier: shaped like a ULID, in small letters."""


@define(auto_exc=True, slots=False)
class CallerUnknown(Problem):
    """No token, or one that nobody holds."""

    kind = Kind.UNAUTHENTICATED
    code = "kit.caller-unknown"
    sentence = "The request does not show who makes it."
    advice = "Send “Authorization: Bearer” with the token that was made for you."


@define(auto_exc=True, slots=False)
class CallerNotAllowed(Problem):
    """A known caller whose role this endpoint does not serve."""

    kind = Kind.FORBIDDEN
    code = "kit.caller-not-allowed"
    sentence = "The role “%(role)s” may not do this."
    advice = "Ask somebody in one of these roles: %(allowed)s."

    role: str
    allowed: str


@frozen
class Callers:
    """The tokens that are known: SHA-256 of the token, hexadecimal → actor."""

    by_digest: Mapping[str, Actor]

    def actor(self, token: str) -> Actor:
        """Find who holds ``token``. Raises CallerUnknown."""
        digest = hashlib.sha256(token.encode()).hexdigest()
        for known, actor in self.by_digest.items():
            if hmac.compare_digest(known, digest):
                return actor
        raise CallerUnknown


def read_callers(text: str) -> Callers:
    """Read lines of ``digest role name channel``, as the callers file holds them."""
    rows = (line.split() for line in text.splitlines() if line.strip())
    return Callers({d: Actor(Role(role), name, Channel(way)) for d, role, name, way in rows})


def context_of(request: HttpRequest, *allowed: Role) -> Context:
    """Make the request's context, for a caller in one of the ``allowed`` roles.

    Raises CallerUnknown or CallerNotAllowed.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise CallerUnknown
    callers: Callers = settings.TEGATA_CALLERS
    actor = _signed_in(callers.actor(token.strip()), request.headers.get(PERSON_HEADER, ""))
    return make_context(allow(actor, *allowed))


def allow(actor: Actor, *allowed: Role) -> Actor:
    """Let an actor pass who is in one of the ``allowed`` roles. Raises CallerNotAllowed."""
    if actor.role not in allowed:
        raise CallerNotAllowed(role=actor.role, allowed=", ".join(sorted(allowed)))
    return actor


def _signed_in(actor: Actor, person: str) -> Actor:
    """Name the person for whom the app calls.

    The app's server vouches for who is signed in to it; whatever weighs anything is proved by a
    key of that person besides. Raises CallerUnknown.
    """
    if actor.role is not Role.PERSON or not person:
        return actor
    if not re.fullmatch(_PERSON, person):
        raise CallerUnknown
    return evolve(actor, name=person)
