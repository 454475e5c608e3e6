"""The holder, and nobody else, ends the certificates of a phone, one by one."""

from datetime import timedelta

import pytest
from attrs import evolve
from django.db import connection

from makers.enrolments import CLERK, MAKERS, OPERATOR, Enrolled, World, blank_phone
from marks import row
from tegata.authority.devices.public import (
    DeletionUnproved,
    DeviceId,
    DutyReason,
    DutyState,
    Phone,
    PhoneState,
    read_duty,
    read_phone,
)
from tegata.authority.enrolment.problems import (
    AppOnly,
    ChallengeStale,
    ForbiddenProxy,
    ProofRefused,
)
from tegata.authority.enrolment.service import challenges, duties, notices, revocation
from tegata.authority.enrolment.values import Proof
from tegata.authority.status import public as status
from tegata.card.values import Purpose
from tegata.kit.core.context import Actor, Channel, Role
from tegata.ledger.public import acts_about
from tegata.pki.problems import SignatureWrong
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.reasons import Reason

pytestmark = pytest.mark.django_db

SHOP = Actor(Role.SHOP_STAFF, "shop-1", Channel.APP)


@pytest.fixture
def enrolled(world: World) -> Enrolled:
    return world.enrol()


def device_of(enrolled: Enrolled) -> DeviceId:
    return DeviceId(enrolled.application.carrier)


def duty_of(enrolled: Enrolled) -> DutyState | None:
    duty = read_duty(device_of(enrolled))
    return None if duty is None else duty.state


def revoke_both(world: World, enrolled: Enrolled) -> None:
    sign, auth = enrolled.application.certificates
    world.revoke(auth, world.proof(auth, sign, enrolled.phone))
    world.revoke(sign, world.proof(sign, sign, enrolled.phone))


@row("REV-017")
def test_one_is_revoked_and_the_other_is_still_good(world: World, enrolled: Enrolled) -> None:
    sign, auth = enrolled.application.certificates
    duties.report(world.app, device=device_of(enrolled), reason=DutyReason.TRADE_IN)

    world.revoke(sign, world.proof(sign, sign, enrolled.phone))
    assert status.read_certificate(sign).state is status.State.REVOKED
    assert status.read_certificate(auth).state is status.State.GOOD
    assert duty_of(enrolled) is DutyState.OPEN

    world.revoke(auth, world.proof(auth, auth, enrolled.phone, Purpose.AUTH))
    assert duty_of(enrolled) is DutyState.REVOKED


@row("REV-002")
def test_the_duty_is_shown_until_the_certificates_are_revoked(
    world: World, enrolled: Enrolled
) -> None:
    device = device_of(enrolled)
    assert duties.show(world.app, device=device) is None
    duties.report(world.app, device=device, reason=DutyReason.STOP_USING)
    shown = duties.show(world.app, device=device)
    assert shown is not None
    assert shown.state is DutyState.OPEN
    assert acts_about(f"device:{device}")[-1] == "enrolment.duty-shown"

    revoke_both(world, enrolled)

    done = duties.show(world.app, device=device)
    assert done is not None
    assert done.state is DutyState.REVOKED
    assert read_phone(device).state is PhoneState.RETIRED


def test_the_lists_say_that_the_holder_asked(world: World, enrolled: Enrolled) -> None:
    sign = enrolled.application.certificates[0]

    done = world.revoke(sign, world.proof(sign, sign, enrolled.phone))

    assert done.revocation is not None
    assert done.revocation.reason is Reason.CESSATION


@row("REV-004")
@pytest.mark.parametrize("actor", [SHOP, CLERK, OPERATOR])
def test_nobody_revokes_for_the_holder(world: World, enrolled: Enrolled, actor: Actor) -> None:
    sign = enrolled.application.certificates[0]
    proof = world.proof(sign, sign, enrolled.phone)

    with pytest.raises(ForbiddenProxy) as refusal:
        revocation.revoke(world.acting(actor), name=sign, proof=proof)

    assert refusal.value.rule_code == "FORBIDDEN_PROXY"
    assert world.revoke(sign, proof).state is status.State.REVOKED


@row("REV-008")
def test_the_web_without_the_app_revokes_nothing(world: World, enrolled: Enrolled) -> None:
    sign = enrolled.application.certificates[0]
    proof = world.proof(sign, sign, enrolled.phone)
    web = world.acting(Actor(Role.PERSON, world.holder, Channel.WEB))

    with pytest.raises(AppOnly):
        revocation.revoke(web, name=sign, proof=proof)

    assert world.revoke(sign, proof).state is status.State.REVOKED


@row("SUS-005")
def test_a_lost_phone_is_revoked_with_the_card_on_another_device(
    world: World, enrolled: Enrolled
) -> None:
    card = world.named(CertificateKind.CARD_SIGN)
    for name in enrolled.application.certificates:
        status.suspend(world.ctx, name=name)

    for name in enrolled.application.certificates:
        done = world.revoke(name, world.proof(name, card, world.card))
        assert done.state is status.State.REVOKED


def test_a_proof_is_good_for_one_certificate_and_once(world: World, enrolled: Enrolled) -> None:
    sign, auth = enrolled.application.certificates
    proof = world.proof(auth, sign, enrolled.phone)

    with pytest.raises(ChallengeStale):
        world.revoke(sign, proof)
    world.revoke(auth, proof)
    with pytest.raises(ChallengeStale):
        world.revoke(auth, proof)


def test_an_old_answer_revokes_nothing(world: World, enrolled: Enrolled) -> None:
    sign = enrolled.application.certificates[0]
    proof = world.proof(sign, sign, enrolled.phone)
    world.later(timedelta(minutes=10))

    with pytest.raises(ChallengeStale):
        world.revoke(sign, proof)


def test_an_authentication_key_does_not_revoke_the_signature_certificate(
    world: World, enrolled: Enrolled
) -> None:
    sign, auth = enrolled.application.certificates

    with pytest.raises(ProofRefused):
        world.revoke(sign, world.proof(sign, auth, enrolled.phone, Purpose.AUTH))


def test_a_signature_of_another_phone_revokes_nothing(world: World, enrolled: Enrolled) -> None:
    sign = enrolled.application.certificates[0]
    proof = world.proof(sign, sign, enrolled.phone)

    with pytest.raises(SignatureWrong):
        world.revoke(sign, evolve(proof, signature=bytes(256)))


def test_the_cards_certificates_are_not_revoked_here(world: World, enrolled: Enrolled) -> None:
    card = world.named(CertificateKind.CARD_AUTH)
    sign = enrolled.application.certificates[0]

    with pytest.raises(ProofRefused):
        world.revoke(card, world.proof(card, sign, enrolled.phone))


@row("D-REV-01")
def test_the_keys_are_deleted_and_the_element_says_so(world: World, enrolled: Enrolled) -> None:
    device = device_of(enrolled)
    duties.report(world.app, device=device, reason=DutyReason.SALE)
    duties.report_reset(world.app, device=device)
    assert duty_of(enrolled) is DutyState.OPEN
    revoke_both(world, enrolled)

    with pytest.raises(DeletionUnproved, match="still holds"):
        delete(world, enrolled)
    enrolled.phone.delete_keys()
    phone = delete(world, enrolled)

    assert phone.deletion is not None
    assert phone.state is PhoneState.RETIRED


@row("D-REV-01")
def test_another_phones_receipt_proves_nothing(world: World, enrolled: Enrolled) -> None:
    other = Enrolled(blank_phone(), enrolled.application)

    with pytest.raises(DeletionUnproved, match="another phone"):
        delete(world, other)


def delete(world: World, enrolled: Enrolled) -> Phone:
    device = device_of(enrolled)
    challenge = challenges.ask(world.app, about=f"device:{device}").octets
    receipt = enrolled.phone.attest_removal(challenge).encode()
    return revocation.confirm_deletion(
        world.app, device=device, challenge=challenge, receipt=receipt, makers=MAKERS
    )


@row("REV-001")
def test_notices_go_to_whoever_has_a_phone_certificate_left(
    world: World, enrolled: Enrolled
) -> None:
    assert notices.audience(world.ctx) == [world.holder]

    revoke_both(world, enrolled)

    assert notices.audience(world.ctx) == []


def test_whoever_never_enrolled_a_phone_gets_no_notice(world: World) -> None:
    assert notices.audience(world.ctx) == []


def test_an_open_duty_is_reminded_of_after_a_week(world: World, enrolled: Enrolled) -> None:
    duties.report(world.app, device=device_of(enrolled), reason=DutyReason.REPAIR)

    assert duties.remind_next(world.ctx) is None
    world.later(timedelta(days=8))
    duty = duties.remind_next(world.ctx)
    assert duty is not None
    assert duty.device == device_of(enrolled)


def test_a_duty_is_reminded_of_once(world: World, enrolled: Enrolled) -> None:
    duties.report(world.app, device=device_of(enrolled), reason=DutyReason.REPAIR)
    world.later(timedelta(days=8))
    assert duties.remind_next(world.ctx)

    world.later(timedelta(days=1))

    assert duties.remind_next(world.ctx) is None
    assert acts_about(f"device:{device_of(enrolled)}").count("enrolment.remind") == 1


def test_a_duty_that_is_done_is_not_reminded_of(world: World, enrolled: Enrolled) -> None:
    duties.report(world.app, device=device_of(enrolled), reason=DutyReason.REPAIR)
    revoke_both(world, enrolled)
    world.later(timedelta(days=8))

    assert duties.remind_next(world.ctx) is None


def test_what_a_holder_says_in_words_is_not_chained_in_the_ledger(
    world: World, enrolled: Enrolled
) -> None:
    words = "left in a taxi by my wife Hanako"
    duties.report(world.app, device=device_of(enrolled), reason=DutyReason.OTHER, why=words)

    duty = duties.show(world.app, device=device_of(enrolled))

    assert duty is not None
    assert duty.why == words
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE why LIKE '%%taxi%%'")
        assert cursor.fetchone() == (0,)


def test_proofs_are_shaped_by_their_certificate(world: World, enrolled: Enrolled) -> None:
    sign, auth = enrolled.application.certificates
    for_sign = world.proof(sign, sign, enrolled.phone)
    for_auth = world.proof(auth, sign, enrolled.phone)

    with pytest.raises(SignatureWrong):
        world.revoke(auth, Proof(for_auth.challenge, sign, for_sign.signature))
