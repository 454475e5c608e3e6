"""Whose key may prove what."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from makers.states import EXPIRES, named
from tegata.authority.enrolment.problems import ChallengeStale, ProofRefused, SignerRefused
from tegata.authority.enrolment.rules.evidence import check_challenge, check_prover, check_signer
from tegata.authority.enrolment.values import Challenge
from tegata.authority.status.public import Cause, Certificate, Revocation, State
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.reasons import Reason

NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
SOMEBODY, ELSE = "person-1", "person-2"


def certificate(
    kind: CertificateKind, serial: int = 1, state: State = State.GOOD, holder: str = SOMEBODY
) -> Certificate:
    stop = None
    if state is State.HOLD:
        stop = Revocation(Cause.SUSPENSION, Reason.HOLD, NOW)
    if state is State.REVOKED:
        stop = Revocation(Cause.SUBJECT_REQUEST, Reason.CESSATION, NOW)
    return Certificate(named(serial), kind, holder, "13221", EXPIRES, state, stop)


CARD = certificate(CertificateKind.CARD_SIGN)
SIGN = certificate(CertificateKind.PHONE_SIGN, 2)
AUTH = certificate(CertificateKind.PHONE_AUTH, 3)


def test_a_persons_own_valid_card_signs() -> None:
    check_signer(b"octets", b"octets", CARD, SOMEBODY, NOW)


@pytest.mark.parametrize(
    ("octets", "signer", "why"),
    [
        (b"others", CARD, "did not issue"),
        (b"octets", SIGN, "no signature certificate of a card"),
        (b"octets", certificate(CertificateKind.CARD_AUTH), "no signature certificate of a card"),
        (b"octets", evolve(CARD, holder=ELSE), "another person"),
        (b"octets", certificate(CARD.kind, state=State.HOLD), "not valid"),
        (b"octets", certificate(CARD.kind, state=State.REVOKED), "not valid"),
        (b"octets", evolve(CARD, expires=NOW), "expired"),
    ],
)
def test_no_other_certificate_signs_an_application(
    octets: bytes, signer: Certificate, why: str
) -> None:
    with pytest.raises(SignerRefused, match=why):
        check_signer(octets, b"octets", signer, SOMEBODY, NOW)


@pytest.mark.parametrize("target", [SIGN, AUTH])
@pytest.mark.parametrize("by", [CARD, SIGN, certificate(SIGN.kind, 2, State.HOLD)])
def test_a_signature_key_of_the_person_decides(target: Certificate, by: Certificate) -> None:
    check_prover(target, by, SOMEBODY)


def test_a_key_decides_about_its_own_certificate() -> None:
    check_prover(AUTH, AUTH, SOMEBODY)


@pytest.mark.parametrize(
    ("target", "by"),
    [
        (SIGN, AUTH),
        (CARD, CARD),
        (CARD, SIGN),
        (SIGN, evolve(CARD, holder=ELSE)),
        (evolve(SIGN, holder=ELSE), CARD),
        (SIGN, certificate(CARD.kind, 1, State.REVOKED)),
        (AUTH, certificate(CertificateKind.CARD_AUTH, 4)),
    ],
)
def test_no_other_key_decides(target: Certificate, by: Certificate) -> None:
    with pytest.raises(ProofRefused):
        check_prover(target, by, SOMEBODY)


def test_a_challenge_is_for_one_person_one_thing_and_a_while() -> None:
    challenge = Challenge(bytes(32), SOMEBODY, "device:1", NOW + timedelta(minutes=10))

    check_challenge(challenge, SOMEBODY, "device:1", NOW)
    for other in (
        None,
        evolve(challenge, holder=ELSE),
        evolve(challenge, about="device:2"),
        evolve(challenge, lapses=NOW),
    ):
        with pytest.raises(ChallengeStale):
            check_challenge(other, SOMEBODY, "device:1", NOW)
