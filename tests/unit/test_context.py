"""A context is valid by construction."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from fakes.chance import CountingEntropy
from tegata.kit.core.context import Actor, Channel, Context, Role

OPERATOR = Actor(Role.OPERATOR, "op-17", Channel.PHONE_CALL)


@pytest.mark.parametrize(
    "moment",
    [datetime(2023, 5, 11), datetime(2023, 5, 11, tzinfo=timezone(timedelta(hours=9)))],
)
def test_a_context_refuses_a_time_that_is_not_utc(moment: datetime) -> None:
    with pytest.raises(ValueError, match="in UTC"):
        Context(OPERATOR, moment, CountingEntropy(), "t-1")


def test_an_actor_is_named_by_an_opaque_identifier() -> None:
    with pytest.raises(ValueError, match="must match"):
        Actor(Role.PERSON, "山田 花子", Channel.APP)


def test_a_context_keeps_the_moment_it_was_given() -> None:
    moment = datetime(2023, 5, 10, 15, tzinfo=UTC)

    assert Context(OPERATOR, moment, CountingEntropy(), "t-1").now == moment
