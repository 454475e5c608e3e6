"""Make challenges and take their answers."""

from datetime import timedelta

from django.db import transaction

from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import actors, evidence
from tegata.authority.enrolment.values import Challenge
from tegata.kit.core.context import Context

_FRESH = timedelta(minutes=10)
_SIZE = 32


def make(ctx: Context, *, holder: str, about: str) -> Challenge:
    """Make a challenge for one person and one thing, as a part."""
    challenge = Challenge(ctx.entropy.draw(_SIZE), holder, about, ctx.now + _FRESH)
    store.add_challenge(challenge, ctx.now)
    return challenge


def take(ctx: Context, *, octets: bytes, holder: str, about: str) -> None:
    """Take a challenge that is answered: it is good for once. Raises ChallengeStale."""
    evidence.check_challenge(store.take_challenge(octets), holder, about, ctx.now)


@transaction.atomic(durable=True)
def ask(ctx: Context, *, about: str) -> Challenge:
    """Give the person in the app a challenge about one thing. Raises ForbiddenProxy, AppOnly."""
    actors.check_holder_in_app(ctx.actor, ctx.actor.name)
    return make(ctx, holder=ctx.actor.name, about=about)
