"""Who asks, when, and under which trace: made once at each door."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import field, frozen
from attrs.validators import matches_re

from tegata.kit.core.ports import Entropy


class Role(StrEnum):
    """In what capacity somebody acts."""

    PERSON = "person"
    """The holder, authenticated."""
    OPERATOR = "operator"
    """A call-centre operator."""
    CLERK = "clerk"
    """A municipal clerk at the counter."""
    SHOP_STAFF = "shop-staff"
    """Staff of a shop, who may never act for a person (REV-004)."""
    ADMINISTRATOR = "administrator"
    """Somebody who runs the service and types its commands."""
    SYSTEM = "system"
    """The service itself: a job, a schedule."""


class Channel(StrEnum):
    """The way on which a request came in."""

    APP = "app"
    """The Mynaportal app on the person's phone."""
    WEB = "web"
    PHONE_CALL = "phone-call"
    COUNTER = "counter"
    COMMAND = "command"
    JOB = "job"


@frozen
class Actor:
    """Somebody who acts, in one role and over one channel."""

    role: Role
    name: str = field(validator=matches_re(r"[a-z0-9][a-z0-9:._-]{0,63}"))
    """An opaque identifier: never a person's name."""
    channel: Channel


def _in_utc(_instance: object, _attribute: object, moment: datetime) -> None:
    if moment.utcoffset() != timedelta(0):
        raise ValueError("a context's time is aware and in UTC")


@frozen
class Context:
    """One request, one job or one command.

    ``now`` is a value, not a clock: it is read once at the door, so that every rule and every row
    touched by the same request agree about the time.
    """

    actor: Actor
    now: datetime = field(validator=_in_utc)
    entropy: Entropy
    trace: str
