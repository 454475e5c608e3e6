"""What an identification is good for, and when an operator may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from tegata.authority.enrolment.problems import (
    CallerNotIdentified,
    CallerTriedTooOften,
    IdentificationSpent,
)
from tegata.authority.enrolment.rules.calls import check_identified, check_tries
from tegata.authority.enrolment.values import Act, Identification
from tegata.kit.core.context import Actor, Channel, Role

NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
OPERATOR = Actor(Role.OPERATOR, "operator-1", Channel.PHONE_CALL)
KNOWN = Identification("0" * 32, "operator-1", "person-1", Act.SUSPENSION, enough=True, at=NOW)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_an_identification_is_good_for_its_act_a_short_while() -> None:
    for after in (0 * MINUTE, 29 * MINUTE):
        assert check_identified(KNOWN, OPERATOR, Act.SUSPENSION, NOW + after) == "person-1"


@pytest.mark.parametrize(
    "known",
    [
        None,
        evolve(KNOWN, act=Act.RESUMPTION),
        evolve(KNOWN, operator="operator-2"),
        evolve(KNOWN, at=NOW - 30 * MINUTE),
        evolve(KNOWN, at=NOW + MINUTE),
    ],
)
def test_no_other_identification_is_good_for_it(known: Identification | None) -> None:
    with pytest.raises(IdentificationSpent):
        check_identified(known, OPERATOR, Act.SUSPENSION, NOW)


def test_what_was_not_enough_is_good_for_nothing() -> None:
    with pytest.raises(CallerNotIdentified):
        check_identified(evolve(KNOWN, enough=False), OPERATOR, Act.SUSPENSION, NOW)


def test_five_misses_a_day_end_the_questions_for_a_resumption_and_never_a_suspension() -> None:
    check_tries(Act.RESUMPTION, [NOW] * 4, NOW)
    check_tries(Act.RESUMPTION, [NOW - DAY] * 5, NOW)
    check_tries(Act.SUSPENSION, [NOW] * 50, NOW)

    with pytest.raises(CallerTriedTooOften):
        check_tries(Act.RESUMPTION, [NOW] * 5, NOW)
