"""A caller who said enough has the phone suspended; in the app it is resumed with the card."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from django.db import transaction

from fakes.residents import record
from makers.enrolments import CALL_BACK, Enrolled, World, blank_phone
from marks import row
from tegata.authority.devices.public import DeviceId, DutyReason, DutyState, read_duty
from tegata.authority.enrolment import jobs, store
from tegata.authority.enrolment.problems import (
    CallerNotIdentified,
    CallerTriedTooOften,
    ForbiddenProxy,
    IdentificationSpent,
    KeysOther,
    NothingToStop,
    NotSuspended,
    WrongStep,
)
from tegata.authority.enrolment.service import calls, delivery
from tegata.authority.enrolment.values import (
    Act,
    Aim,
    ApplicationState,
    Carrier,
    Personal,
    Report,
)
from tegata.authority.status import public as status
from tegata.kit.core.context import Actor, Channel, Role
from tegata.ledger.public import acts_about
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.reasons import Reason
from tegata.site.wiring import WIRES

pytestmark = pytest.mark.django_db

SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH
GOOD, HOLD, REVOKED = status.State.GOOD, status.State.HOLD, status.State.REVOKED
LOST = Report(Carrier.PHONE, DutyReason.LOST)
RIGHT = Personal(frozenset({"みほん はなこ"}), date(1990, 5, 12), record().address.text, CALL_BACK)
WRONG = evolve(RIGHT, birth=date(1990, 5, 13), address="京都府")


@pytest.fixture
def enrolled(world: World) -> Enrolled:
    return world.enrol()


def identified(world: World, said: Personal = RIGHT, act: Act = Act.SUSPENSION) -> str:
    return calls.identify(world.operator, person=world.person, said=said, act=act).id


def suspend(world: World, report: Report = LOST) -> list[status.Certificate]:
    return calls.suspend(world.operator, identification=identified(world), report=report)


def duty_of(enrolled: Enrolled) -> DutyState | None:
    duty = read_duty(DeviceId(enrolled.application.carrier))
    return None if duty is None else duty.state


@row("SUS-003")
def test_an_identified_caller_has_both_certificates_put_on_hold(
    world: World, enrolled: Enrolled
) -> None:
    held = suspend(world)

    assert {each.kind: each.state for each in held} == {SIGN: HOLD, AUTH: HOLD}
    assert world.states()[CertificateKind.CARD_SIGN] == [GOOD]
    assert duty_of(enrolled) is DutyState.SUSPENDED


@row("SUS-006")
@pytest.mark.usefixtures("enrolled")
def test_a_suspension_is_taken_on_new_years_night(world: World) -> None:
    world.ctx = evolve(world.ctx, now=datetime(2023, 12, 31, 18, 0, tzinfo=UTC))

    assert len(suspend(world)) == 2


@row("SUS-007")
def test_another_reason_is_accepted_in_words(world: World, enrolled: Enrolled) -> None:
    suspend(world, Report(Carrier.PHONE, DutyReason.OTHER, "fell into a lake"))

    duty = read_duty(DeviceId(enrolled.application.carrier))
    assert duty is not None
    assert (duty.reason, duty.why) == (DutyReason.OTHER, "fell into a lake")


@pytest.mark.usefixtures("enrolled")
def test_a_lost_cards_certificates_are_held_and_the_phones_are_not(world: World) -> None:
    suspend(world, Report(Carrier.CARD, DutyReason.LOST))

    assert world.states() == {
        CertificateKind.CARD_SIGN: [HOLD],
        CertificateKind.CARD_AUTH: [HOLD],
        SIGN: [GOOD],
        AUTH: [GOOD],
    }


@row("D-SUS-02")
@pytest.mark.usefixtures("enrolled")
def test_an_operator_learns_one_bit_and_the_ledger_keeps_no_item(world: World) -> None:
    enough = calls.identify(world.operator, person=world.person, said=RIGHT, act=Act.SUSPENSION)
    wrong = calls.identify(world.operator, person=world.person, said=WRONG, act=Act.SUSPENSION)

    assert (enough.enough, wrong.enough) == (True, False)
    acts = acts_about(f"person:{world.holder}")
    assert acts[-2:] == ["enrolment.identify.enough", "enrolment.identify.not-enough"]
    with pytest.raises(CallerNotIdentified):
        calls.suspend(world.operator, identification=wrong.id, report=LOST)


@pytest.mark.usefixtures("enrolled")
def test_an_identification_is_the_operators_own_fresh_and_good_for_once(world: World) -> None:
    mine = identified(world)
    other = world.acting(Actor(Role.OPERATOR, "operator-2", Channel.PHONE_CALL))
    with pytest.raises(IdentificationSpent):
        calls.suspend(other, identification=mine, report=LOST)
    old = identified(world)
    world.later(timedelta(minutes=30))
    with pytest.raises(IdentificationSpent):
        calls.suspend(world.operator, identification=old, report=LOST)
    fresh = identified(world)
    calls.suspend(world.operator, identification=fresh, report=LOST)
    with pytest.raises(IdentificationSpent):
        calls.suspend(world.operator, identification=fresh, report=LOST)


@pytest.mark.usefixtures("enrolled")
def test_guessing_about_a_person_ends_after_five_tries(world: World) -> None:
    for _ in range(5):
        identified(world, WRONG, Act.RESUMPTION)

    with pytest.raises(CallerTriedTooOften):
        identified(world, RIGHT, Act.RESUMPTION)
    world.later(timedelta(days=1))
    assert identified(world, RIGHT, Act.RESUMPTION)


@row("SUS-006")
@pytest.mark.usefixtures("enrolled")
def test_five_wrong_calls_do_not_lock_the_holder_out_of_the_emergency_stop(world: World) -> None:
    for _ in range(5):
        identified(world, WRONG)

    assert len(suspend(world)) == 2


@pytest.mark.usefixtures("enrolled")
def test_an_operator_through_whom_somebody_guesses_raises_the_alarm(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(4):
        identified(world, WRONG)
    assert acts_about("operator:operator-1") == []

    identified(world, WRONG)

    assert acts_about("operator:operator-1") == ["enrolment.guessing.suspension"]
    assert WIRES["enrolment.guessing"] == ("enrolment.warn_of_guessing",)
    jobs.warn_of_guessing(about="operator-1")
    assert [(each.levelname, "operator-1" in each.message) for each in caplog.records] == [
        ("ERROR", True)
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_operators_ask_and_suspend(world: World, role: Role) -> None:
    ctx = world.acting(Actor(role, "somebody", Channel.PHONE_CALL))

    with pytest.raises(ForbiddenProxy):
        calls.identify(ctx, person=world.person, said=RIGHT, act=Act.SUSPENSION)
    with pytest.raises(ForbiddenProxy):
        calls.suspend(ctx, identification="0", report=LOST)


@pytest.mark.usefixtures("enrolled")
def test_where_nothing_is_good_nothing_is_stopped(world: World) -> None:
    suspend(world)

    with pytest.raises(NothingToStop):
        suspend(world)


def test_a_hold_says_certificate_hold_and_can_be_lifted(world: World, enrolled: Enrolled) -> None:
    for each in suspend(world):
        assert each.revocation is not None
        assert each.revocation.reason is Reason.HOLD

    world.apply(enrolled.phone, Aim.RESUMPTION)

    assert status.read_certificate(enrolled.application.certificates[1]).state is GOOD


@row("D-SUS-01")
def test_resuming_makes_authentication_good_and_signing_new(
    world: World, enrolled: Enrolled
) -> None:
    suspend(world)

    application = world.sign(world.apply(enrolled.phone, Aim.RESUMPTION))

    sign, auth = enrolled.application.certificates
    assert status.read_certificate(auth).state is GOOD
    assert status.read_certificate(sign).state is REVOKED
    waiting = store.read_application(application.id)
    assert waiting.state is ApplicationState.READY_TO_WRITE
    assert [status.read_certificate(name).kind for name in waiting.certificates] == [SIGN]
    assert duty_of(enrolled) is DutyState.RESUMED

    world.write(enrolled.phone, application)
    assert world.states()[SIGN] == [REVOKED, GOOD]
    assert world.states()[AUTH] == [GOOD]


def test_a_phone_that_is_not_suspended_is_not_resumed(world: World, enrolled: Enrolled) -> None:
    with pytest.raises(NotSuspended):
        world.apply(enrolled.phone, Aim.RESUMPTION)


@pytest.mark.usefixtures("enrolled")
def test_another_phone_is_not_resumed_in_its_place(world: World) -> None:
    suspend(world)

    with pytest.raises(NotSuspended):
        world.begin(blank_phone(), Aim.RESUMPTION)


def test_a_phone_whose_authentication_key_was_replaced_is_not_resumed(
    world: World, enrolled: Enrolled
) -> None:
    suspend(world)
    enrolled.phone.generate_keys()

    with pytest.raises(KeysOther):
        world.apply(enrolled.phone, Aim.RESUMPTION)


@row("SUS-005")
def test_a_suspended_phone_that_stays_lost_is_revoked_with_the_card(
    world: World, enrolled: Enrolled
) -> None:
    suspend(world)
    card = world.named(CertificateKind.CARD_SIGN)

    for name in enrolled.application.certificates:
        world.revoke(name, world.proof(name, card, world.card))

    assert world.states()[SIGN] == world.states()[AUTH] == [REVOKED]
    assert duty_of(enrolled) is DutyState.REVOKED


STOLEN = Report(Carrier.PHONE, DutyReason.STOLEN)


def test_a_stolen_phone_does_not_undo_its_suspension_by_writing_a_pair(
    world: World, enrolled: Enrolled
) -> None:
    ready = world.sign(world.apply(enrolled.phone))
    receipt = world.receipt(enrolled.phone, ready)

    suspend(world, STOLEN)
    with pytest.raises(WrongStep):
        delivery.confirm_written(world.app, application=ready.id, receipt=receipt)

    assert world.states()[SIGN] == world.states()[AUTH] == [HOLD, REVOKED]
    assert duty_of(enrolled) is DutyState.SUSPENDED


def test_a_stolen_phone_that_was_never_written_is_stopped_as_well(world: World) -> None:
    ready = world.sign(world.apply(blank_phone()))

    assert suspend(world, STOLEN) == []

    assert store.read_application(ready.id).state is ApplicationState.CANCELLED
    assert world.states()[SIGN] == [REVOKED]


def test_a_hold_of_another_way_is_not_undone_by_an_earlier_application(
    world: World, enrolled: Enrolled
) -> None:
    ready = world.sign(world.apply(enrolled.phone))
    receipt = world.receipt(enrolled.phone, ready)
    world.later(timedelta(hours=1))
    with transaction.atomic():
        status.suspend(world.ctx, name=enrolled.application.certificates[0], why="doubt")

    with pytest.raises(WrongStep, match="suspended"):
        delivery.confirm_written(world.app, application=ready.id, receipt=receipt)

    assert world.states()[SIGN] == [HOLD, status.State.ISSUED]


@pytest.mark.usefixtures("enrolled")
def test_another_phone_takes_the_place_of_one_that_stays_lost(world: World) -> None:
    suspend(world)
    world.later(timedelta(hours=1))

    world.enrol(blank_phone())

    assert world.states()[SIGN] == world.states()[AUTH] == [REVOKED, GOOD]
