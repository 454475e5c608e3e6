"""Decide who may act, and over which way."""

from tegata.authority.enrolment.problems import AppOnly, ForbiddenProxy
from tegata.kit.core.context import Actor, Channel, Role


def check_holder(actor: Actor, holder: str) -> None:
    """Let only the holder act (REV-004). Raises ForbiddenProxy."""
    if actor.role is not Role.PERSON or actor.name != holder:
        raise ForbiddenProxy(role=actor.role)


def check_app(actor: Actor) -> None:
    """Let only the app's way in (ENR-011, REV-008). Raises AppOnly."""
    if actor.channel is not Channel.APP:
        raise AppOnly(channel=actor.channel)


def check_holder_in_app(actor: Actor, holder: str) -> None:
    """Let only the holder act, in the app. Raises ForbiddenProxy or AppOnly."""
    check_holder(actor, holder)
    check_app(actor)


def check_clerk(actor: Actor) -> None:
    """Let only clerks at the counter act. Raises ForbiddenProxy."""
    if actor.role is not Role.CLERK or actor.channel is not Channel.COUNTER:
        raise ForbiddenProxy(role=actor.role)


def check_administrator(actor: Actor) -> None:
    """Let only administrators act. Raises ForbiddenProxy."""
    if actor.role is not Role.ADMINISTRATOR:
        raise ForbiddenProxy(role=actor.role)
