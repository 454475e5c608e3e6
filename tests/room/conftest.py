"""What room tests lean on: a context at a known moment."""

from datetime import UTC, datetime

import pytest

from fakes.chance import CountingEntropy
from tegata.kit.core.context import Actor, Channel, Context, Role


@pytest.fixture
def now() -> datetime:
    return datetime(2023, 9, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def ctx(now: datetime) -> Context:
    return Context(
        Actor(Role.ADMINISTRATOR, "tester", Channel.COMMAND), now, CountingEntropy(), "t-1"
    )
