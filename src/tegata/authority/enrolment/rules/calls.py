"""Decide when an operator may ask, and what an identification is good for."""

from collections.abc import Collection
from datetime import datetime, timedelta

from tegata.authority.enrolment.problems import (
    CallerNotIdentified,
    CallerTriedTooOften,
    ForbiddenProxy,
    IdentificationSpent,
)
from tegata.authority.enrolment.values import Act, Identification
from tegata.kit.core.context import Actor, Channel, Role

_TRIES, _WITHIN = 5, timedelta(days=1)
_FRESH = timedelta(minutes=30)


def check_operator(actor: Actor) -> None:
    """Let only operators on the telephone ask. Raises ForbiddenProxy."""
    if actor.role is not Role.OPERATOR or actor.channel is not Channel.PHONE_CALL:
        raise ForbiddenProxy(role=actor.role)


def check_tries(act: Act, missed: Collection[datetime], now: datetime) -> None:
    """Stop guessing about one person. Raises CallerTriedTooOften.

    Never where a suspension is asked for: whoever guesses on purpose would lock the holder out of
    the emergency stop, which is taken at any hour (SUS-006).
    """
    if act is not Act.SUSPENSION and is_guessing(missed, now):
        raise CallerTriedTooOften


def is_guessing(missed: Collection[datetime], now: datetime) -> bool:
    """Tell whether too many answers were not enough within a day."""
    return sum(now - _WITHIN < at for at in missed) >= _TRIES


def check_identified(known: Identification | None, actor: Actor, act: Act, now: datetime) -> str:
    """Give the holder that this operator identified for this act, a short while ago.

    Raises IdentificationSpent, CallerNotIdentified.
    """
    if known is None or (known.operator, known.act) != (actor.name, act):
        raise IdentificationSpent
    if not known.at <= now < known.at + _FRESH:
        raise IdentificationSpent
    if not known.enough:
        raise CallerNotIdentified
    return known.holder
