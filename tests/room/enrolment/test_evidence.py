"""What does not prove an application is refused, and leaves it as it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve

from makers.cards import PINS, issue_for
from makers.enrolments import (
    World,
    blank_card,
    blank_phone,
    cms,
    element_of,
    handset_of,
)
from marks import row
from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import (
    ChallengeStale,
    DocumentOther,
    KeysOther,
    SignerRefused,
)
from tegata.authority.enrolment.service import phones
from tegata.authority.enrolment.values import Aim, Submission
from tegata.authority.status import public as status
from tegata.card.problems import AttestationWrong
from tegata.card.values import Purpose
from tegata.pki.cms.message import Message
from tegata.pki.problems import SignatureWrong
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = pytest.mark.django_db

SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH


def signed_content(sent: Submission) -> bytes:
    content = Message.parse(sent.document).content
    assert content is not None
    return content


@row("ENR-004")
def test_an_application_that_a_stranger_signed_is_refused(world: World) -> None:
    phone, forged = blank_phone(), blank_card()
    key = forged.public_key(Purpose.SIGN)
    forged.write_certificate(Purpose.SIGN, issue_for(key, Purpose.SIGN))
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)

    with pytest.raises(Exception, match="issuer") as refusal:
        world.submit(begun, evolve(sent, document=cms(forged, signed_content(sent), world.ctx)))

    assert refusal.value.kind in {"invalid", "refused"}


@row("ENR-004")
def test_a_card_that_is_not_valid_signs_no_application(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)
    status.suspend(world.ctx, name=world.named(CertificateKind.CARD_SIGN))

    with pytest.raises(SignerRefused) as refusal:
        world.submit(begun, sent)

    assert refusal.value.rule_code == "NOT_CARD_SIGNED"


def test_a_card_that_signed_something_else_is_refused(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)

    with pytest.raises(DocumentOther):
        world.submit(begun, evolve(sent, document=cms(world.card, b"{}", world.ctx)))


Altered = Callable[[World, Submission], Submission]


def _without_auth(_world: World, sent: Submission) -> Submission:
    return evolve(sent, requests={Purpose.SIGN: sent.requests[Purpose.SIGN]})


def _one_key_twice(_world: World, sent: Submission) -> Submission:
    return evolve(sent, requests=dict.fromkeys(sent.requests, sent.requests[Purpose.SIGN]))


def _keys_of_the_card(world: World, sent: Submission) -> Submission:
    return evolve(sent, requests=world.card_requests(*sent.requests))


def _another_element(_world: World, sent: Submission) -> Submission:
    phone = blank_phone()
    phone.set_pins(PINS)
    phone.generate_keys()
    return evolve(sent, attestation=phone.attest(sent.challenge).encode())


def _broken_possession(_world: World, sent: Submission) -> Submission:
    octets = sent.requests[Purpose.SIGN]
    return evolve(sent, requests={**sent.requests, Purpose.SIGN: octets[:-1] + b"\0"})


def _old_attestation(_world: World, sent: Submission) -> Submission:
    return evolve(sent, challenge=bytes(32))


@pytest.mark.parametrize(
    ("alter", "refusal"),
    [
        (_without_auth, KeysOther),
        (_one_key_twice, KeysOther),
        (_keys_of_the_card, KeysOther),
        (_another_element, KeysOther),
        (_broken_possession, SignatureWrong),
        (_old_attestation, ChallengeStale),
    ],
)
def test_evidence_that_does_not_prove_is_refused(
    world: World, alter: Altered, refusal: type[Exception]
) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)

    with pytest.raises(refusal):
        world.submit(begun, alter(world, sent))

    assert store.read_application(begun.application.id) == begun.application
    assert not {SIGN, AUTH} & set(world.states())


def test_another_element_cannot_vouch_for_this_phones_keys(world: World) -> None:
    phone, other = blank_phone(), blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)
    statement = phone.statement(sent.challenge)

    with pytest.raises(KeysOther, match="another phone's secure element"):
        world.submit(begun, evolve(sent, attestation=other._vouch(statement).encode()))


def test_an_element_of_another_model_cannot_vouch(world: World) -> None:
    phone = blank_phone("KYG01")
    begun = phones.begin(
        world.app,
        aim=Aim.PHONE,
        handset=evolve(handset_of(phone), model="SO-51C"),
        element=element_of(phone),
    )

    with pytest.raises(KeysOther, match="another model"):
        world.submit(begun, world.prepared(phone, begun))


def test_an_element_of_an_unknown_maker_is_refused(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)

    with pytest.raises(AttestationWrong, match="maker"):
        world.submit(begun, sent, makers=[])


def test_a_submission_is_good_for_once(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)
    world.submit(begun, sent)

    with pytest.raises(ChallengeStale):
        world.submit(begun, sent)


def test_an_answer_that_comes_too_late_is_refused(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    sent = world.prepared(phone, begun)
    world.later(timedelta(minutes=10))

    with pytest.raises(ChallengeStale):
        world.submit(begun, sent)
