"""What ends when something else comes into use, and what may not come into use."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from makers.states import EXPIRES, named
from tegata.authority.devices.public import DutyState
from tegata.authority.enrolment.problems import SignerRefused, WrongStep
from tegata.authority.enrolment.rules import succession
from tegata.authority.enrolment.values import Aim, Application, ApplicationId, ApplicationState
from tegata.authority.status.public import Cause, Certificate, Revocation, State
from tegata.pki.profiles.kinds import HOLDERS, ON_CARD, ON_PHONE, CertificateKind
from tegata.pki.x509.reasons import Reason

NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
HELD = [
    Certificate(named(number), kind, "person-1", "13221", EXPIRES, State.GOOD)
    for number, kind in enumerate([*ON_CARD, *ON_PHONE], start=1)
]
CARD_SIGN, CARD_AUTH, SIGN, AUTH = HELD
PHONE = Application(
    ApplicationId("0" * 32), Aim.PHONE, "person-1", "1" * 32, ApplicationState.READY_TO_WRITE,
    NOW - HOUR, NOW + HOUR, signer=CARD_SIGN.name,
)  # fmt: skip


def held_since(moment: datetime) -> Certificate:
    stop = Revocation(Cause.SUSPENSION, Reason.HOLD, moment)
    return evolve(SIGN, state=State.HOLD, revocation=stop)


def test_what_a_card_and_a_phone_carry_is_all_that_people_hold() -> None:
    assert {*ON_CARD, *ON_PHONE} == set(HOLDERS)


@pytest.mark.parametrize(
    ("aim", "ends"),
    [
        (Aim.PHONE, {SIGN.name, AUTH.name}),
        (Aim.RESUMPTION, {SIGN.name}),
        (Aim.CARD, {each.name for each in HELD}),
        (Aim.CARD_SIGN, {CARD_SIGN.name, SIGN.name}),
    ],
)
def test_each_aim_ends_what_it_replaces_and_what_derives_from_that(
    aim: Aim, ends: set[object]
) -> None:
    decided = succession.decide_succession(aim, HELD, (), NOW)

    assert {name for name, _cause in decided} == ends


def test_what_has_expired_and_what_is_new_do_not_end() -> None:
    expired = [evolve(SIGN, expires=NOW), AUTH]

    decided = succession.decide_succession(Aim.PHONE, expired, (AUTH.name,), NOW)

    assert decided == []


def test_an_expired_certificate_keeps_no_duty_open() -> None:
    assert succession.duty_after([SIGN], NOW) is None
    assert succession.duty_after([evolve(SIGN, expires=NOW)], NOW) is DutyState.REVOKED
    assert succession.duty_after([held_since(NOW)], NOW) is DutyState.SUSPENDED


@pytest.mark.parametrize(
    "card",
    [
        evolve(CARD_SIGN, expires=NOW),
        evolve(held_since(NOW), name=CARD_SIGN.name, kind=CertificateKind.CARD_SIGN),
        evolve(CARD_SIGN, name=named(9)),
    ],
)
def test_a_phones_pair_comes_into_use_only_with_the_card_that_signed_for_it(
    card: Certificate,
) -> None:
    succession.check_derived(PHONE, HELD, NOW)
    succession.check_derived(evolve(PHONE, aim=Aim.CARD, signer=None), [card], NOW)

    with pytest.raises(SignerRefused):
        succession.check_derived(PHONE, [card], NOW)


def test_only_what_was_applied_for_after_the_suspension_comes_into_use() -> None:
    succession.check_unsuspended(PHONE, [held_since(PHONE.applied - HOUR)])
    succession.check_unsuspended(evolve(PHONE, aim=Aim.CARD), [held_since(NOW)])

    with pytest.raises(WrongStep):
        succession.check_unsuspended(PHONE, [held_since(NOW)])
