"""Who may apply, with which phone, from when."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from marks import row
from tegata.authority.devices.public import Os, supported_models
from tegata.authority.enrolment.problems import (
    CardReadUnsupported,
    NoCard,
    NotOpen,
    SystemTooOld,
    TooYoung,
    UnsupportedModel,
    UnsupportedOs,
    Ward,
)
from tegata.authority.enrolment.rules.eligibility import (
    check_handset,
    decide_eligibility,
    decide_offer,
)
from tegata.authority.enrolment.values import Applicant, Handset, Unlock

HANDSET = Handset(Os.ANDROID, 13, "SO-51C", reads_cards=True)
APPLICANT = Applicant(has_card=True, birth=date(1990, 5, 12))
LAST_SECOND = datetime.fromisoformat("2023-05-10T23:59:59+09:00").astimezone(UTC)
FIRST_MOMENT = datetime.fromisoformat("2023-05-11T00:00:00+09:00").astimezone(UTC)


@row("ENR-001")
def test_applications_are_taken_from_the_first_moment_of_the_first_day_in_japan() -> None:
    with pytest.raises(NotOpen) as refusal:
        decide_eligibility(APPLICANT, HANDSET, LAST_SECOND)

    assert refusal.value.rule_code == "NOT_OPEN"
    assert "2023-05-11" in str(refusal.value)
    assert decide_eligibility(APPLICANT, HANDSET, FIRST_MOMENT).code == "SO-51C"


@row("ENR-002")
def test_android_is_the_first_system_and_others_are_sent_to_the_card() -> None:
    with pytest.raises(UnsupportedOs) as refusal:
        decide_eligibility(APPLICANT, evolve(HANDSET, os=Os.IOS), FIRST_MOMENT)

    assert refusal.value.rule_code == "UNSUPPORTED_OS"
    assert "My Number Card" in refusal.value.advice
    assert decide_offer(HANDSET, FIRST_MOMENT).is_made


def test_no_system_is_supported_for_ever_but_those_that_are_listed(now: datetime) -> None:
    with pytest.raises(UnsupportedOs):
        check_handset(evolve(HANDSET, os=Os.OTHER), now.replace(year=2040))


@row("ENR-003")
def test_only_a_holder_of_a_card_applies(now: datetime) -> None:
    with pytest.raises(NoCard) as refusal:
        decide_eligibility(evolve(APPLICANT, has_card=False), HANDSET, now)

    assert refusal.value.rule_code == "NO_CARD"
    assert decide_eligibility(APPLICANT, HANDSET, now)


@row("ENR-010")
def test_a_phone_that_cannot_read_the_card_cannot_start(now: datetime) -> None:
    with pytest.raises(CardReadUnsupported) as refusal:
        decide_eligibility(APPLICANT, evolve(HANDSET, reads_cards=False), now)

    assert refusal.value.rule_code == "CARD_READ_UNSUPPORTED"


def test_an_unknown_model_and_an_old_system_are_refused(now: datetime) -> None:
    with pytest.raises(UnsupportedModel):
        check_handset(evolve(HANDSET, model="SO-99Z"), now)
    with pytest.raises(SystemTooOld):
        check_handset(evolve(HANDSET, os_version=10), now)


@row("D-ENR-04")
@pytest.mark.parametrize(
    ("born", "old_enough"), [(date(2008, 9, 2), True), (date(2008, 9, 3), False)]
)
def test_fifteen_is_reached_the_day_before_the_birthday(
    born: date, old_enough: bool, now: datetime
) -> None:
    applicant = evolve(APPLICANT, birth=born)  # the day is 2023-09-01

    if old_enough:
        assert decide_eligibility(applicant, HANDSET, now)
    else:
        with pytest.raises(TooYoung, match="under 15"):
            decide_eligibility(applicant, HANDSET, now)


def test_an_adult_ward_is_refused(now: datetime) -> None:
    with pytest.raises(Ward):
        decide_eligibility(evolve(APPLICANT, is_ward=True), HANDSET, now)


def test_every_published_model_is_offered_and_no_other(now: datetime) -> None:
    for model in supported_models():
        handset = Handset(Os.ANDROID, model.min_os, model.code, reads_cards=True)
        assert decide_offer(handset, now).is_made

    assert not decide_offer(evolve(HANDSET, model="A063"), now).is_made


def test_biometrics_are_offered_where_they_are_strong_and_the_pin_everywhere(
    now: datetime,
) -> None:
    without = evolve(HANDSET, model="KYG01")

    assert decide_offer(without, now).unlocks == (Unlock.PIN,)
    assert decide_offer(HANDSET, now).unlocks == (Unlock.PIN, Unlock.BIOMETRICS)
