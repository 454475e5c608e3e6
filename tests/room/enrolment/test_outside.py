"""What a verifier outside learns of a phone's certificates, by answer and by list."""

from datetime import date, timedelta

import pytest

from fakes.residents import record
from makers.cards import PINS
from makers.enrolments import CALL_BACK, World, blank_phone
from makers.witnesses import Witness
from marks import row
from tegata.authority.devices.public import DutyReason
from tegata.authority.enrolment.service import calls
from tegata.authority.enrolment.values import Act, Aim, Carrier, Personal, Report
from tegata.authority.status.public import State, read_certificate
from tegata.card.problems import PasswordMalformed, PinWrong
from tegata.card.terminal import Terminal
from tegata.card.values import Pin, PinRule, Purpose
from tegata.kit.core.problem import Problem
from tegata.pki.ocsp.answer import Good, Revoked, Unknown
from tegata.pki.x509.reasons import Reason

pytestmark = pytest.mark.django_db


def suspend(world: World) -> None:
    said = Personal(frozenset({"見本花子"}), date(1990, 5, 12), record().address.text, CALL_BACK)
    learnt = calls.identify(world.operator, person=world.person, said=said, act=Act.SUSPENSION)
    report = Report(Carrier.PHONE, DutyReason.LOST)
    calls.suspend(world.operator, identification=learnt.id, report=report)


@row("SUS-004")
def test_a_hold_is_told_as_a_hold_and_lifted_again(world: World) -> None:
    enrolled, witness = world.enrol(), Witness(world)
    sign, auth = enrolled.application.certificates
    suspend(world)

    for name in (sign, auth):
        witness.publish(name)
        assert witness.answer(name) == Revoked(world.ctx.now, Reason.HOLD)
        assert witness.listed(name) is Reason.HOLD

    world.apply(enrolled.phone, Aim.RESUMPTION)
    assert witness.answer(auth) == Good()
    assert isinstance(witness.answer(sign), Revoked)


@row("REV-009")
def test_a_phone_that_is_revoked_holds_no_key_and_is_answered_for_as_revoked(
    world: World,
) -> None:
    enrolled, witness = world.enrol(), Witness(world)
    sign, auth = enrolled.application.certificates
    for name in (auth, sign):
        world.revoke(name, world.proof(name, sign, enrolled.phone))

    enrolled.phone.delete_keys()

    assert read_certificate(sign).state is State.REVOKED
    assert isinstance(witness.answer(sign), Revoked)
    assert isinstance(witness.answer(auth), Revoked)
    with pytest.raises(Problem):
        Terminal.open(enrolled.phone).sign(Purpose.SIGN, PINS.sign, b"anything")


@row("REV-010")
def test_after_the_revocation_the_phone_verifies_nowhere(world: World) -> None:
    enrolled, witness = world.enrol(), Witness(world)
    sign = enrolled.application.certificates[0]
    assert witness.answer(sign) == Good()

    world.revoke(sign, world.proof(sign, sign, enrolled.phone))

    assert witness.answer(sign) == Revoked(world.ctx.now, Reason.CESSATION)


@row("D-REV-02")
def test_the_answer_changes_at_once_and_the_list_with_its_next_issue(world: World) -> None:
    enrolled, witness = world.enrol(), Witness(world)
    sign = enrolled.application.certificates[0]
    witness.publish(sign)
    assert (witness.answer(sign), witness.listed(sign)) == (Good(), None)

    world.revoke(sign, world.proof(sign, sign, enrolled.phone))

    assert isinstance(witness.answer(sign), Revoked)
    assert witness.listed(sign) is None
    world.later(timedelta(days=1))
    witness.publish(sign)
    assert witness.listed(sign) is Reason.CESSATION


def test_what_is_ordered_and_not_written_is_unknown_outside(world: World) -> None:
    application, witness = world.sign(world.apply(blank_phone())), Witness(world)

    assert witness.answer(application.certificates[0]) == Unknown()


@row("REV-014")
def test_the_password_revokes_a_wrong_one_counts_and_a_formless_one_does_not(
    world: World,
) -> None:
    enrolled = world.enrol()
    sign = enrolled.application.certificates[0]
    terminal = Terminal.open(enrolled.phone)

    for formless in ("ABC12", "ABCDEFGHIJKLM1234"):
        with pytest.raises(PasswordMalformed):
            Pin(PinRule.PASSWORD, formless)
    assert terminal.tries_left(Purpose.SIGN) == 5
    with pytest.raises(PinWrong):
        terminal.sign(Purpose.SIGN, Pin(PinRule.PASSWORD, "WRONG1"), b"anything")
    assert terminal.tries_left(Purpose.SIGN) == 4

    done = world.revoke(sign, world.proof(sign, sign, enrolled.phone))
    assert done.state is State.REVOKED
