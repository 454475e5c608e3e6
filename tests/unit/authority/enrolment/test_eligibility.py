"""Who may apply, and from when."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from fakes.residents import record
from makers.phones import HANDSET
from marks import row
from tegata.authority.devices.public import Os, UnsupportedOs, known_models
from tegata.authority.enrolment.problems import NoCard, NotOpen, TooYoung, Ward
from tegata.authority.enrolment.rules.eligibility import decide_eligibility, offer

KNOWN = known_models()
LAST_SECOND = datetime.fromisoformat("2023-05-10T23:59:59+09:00").astimezone(UTC)
FIRST_MOMENT = datetime.fromisoformat("2023-05-11T00:00:00+09:00").astimezone(UTC)


@row("ENR-001")
def test_applications_are_taken_from_the_first_moment_of_the_first_day_in_japan() -> None:
    with pytest.raises(NotOpen) as refusal:
        decide_eligibility(record(), HANDSET, LAST_SECOND, known=KNOWN, has_card=True)

    assert refusal.value.rule_code == "NOT_OPEN"
    assert "2023-05-11" in str(refusal.value)
    assert (
        decide_eligibility(record(), HANDSET, FIRST_MOMENT, known=KNOWN, has_card=True).code
        == "SO-51C"
    )


@row("ENR-002")
def test_android_is_the_first_system_and_others_are_sent_to_the_card() -> None:
    with pytest.raises(UnsupportedOs) as refusal:
        decide_eligibility(
            record(), evolve(HANDSET, os=Os.IOS), FIRST_MOMENT, known=KNOWN, has_card=True
        )

    assert refusal.value.rule_code == "UNSUPPORTED_OS"
    assert "My Number Card" in refusal.value.advice
    assert offer(HANDSET, FIRST_MOMENT, known=KNOWN).is_made


def test_before_the_first_day_nothing_is_offered() -> None:
    assert not offer(HANDSET, LAST_SECOND, known=KNOWN).is_made


@row("ENR-003")
def test_only_a_holder_of_a_card_applies(now: datetime) -> None:
    with pytest.raises(NoCard) as refusal:
        decide_eligibility(record(), HANDSET, now, known=KNOWN, has_card=False)

    assert refusal.value.rule_code == "NO_CARD"
    assert decide_eligibility(record(), HANDSET, now, known=KNOWN, has_card=True)


@row("D-ENR-04")
@pytest.mark.parametrize(
    ("born", "old_enough"), [(date(2008, 9, 2), True), (date(2008, 9, 3), False)]
)
def test_fifteen_is_reached_the_day_before_the_birthday(
    born: date, old_enough: bool, now: datetime
) -> None:
    someone = record(birth=born)  # the day is 2023-09-01

    if old_enough:
        assert decide_eligibility(someone, HANDSET, now, known=KNOWN, has_card=True)
    else:
        with pytest.raises(TooYoung, match="under 15"):
            decide_eligibility(someone, HANDSET, now, known=KNOWN, has_card=True)


def test_an_adult_ward_is_refused(now: datetime) -> None:
    with pytest.raises(Ward):
        decide_eligibility(evolve(record(), is_ward=True), HANDSET, now, known=KNOWN, has_card=True)
