"""What door tests lean on: callers with known tokens."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from tegata.kit.core.context import Actor, Channel, Role
from tegata.kit.web.callers import Callers

CHANNELS = {
    Role.PERSON: Channel.APP,
    Role.OPERATOR: Channel.PHONE_CALL,
    Role.CLERK: Channel.COUNTER,
    Role.SHOP_STAFF: Channel.WEB,
    Role.ADMINISTRATOR: Channel.WEB,
    Role.SYSTEM: Channel.JOB,
}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@pytest.fixture
def calling(settings: Settings) -> Callable[[Role], Client]:
    """A client that calls in the given role."""
    settings.TEGATA_CALLERS = Callers(
        {_digest(f"token-of-{role}"): Actor(role, f"{role}-1", CHANNELS[role]) for role in Role}
    )
    return lambda role: Client(headers={"Authorization": f"Bearer token-of-{role}"})
