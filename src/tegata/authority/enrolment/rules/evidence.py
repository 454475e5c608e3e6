"""Decide whether signatures prove what an application, a receipt or a revocation needs."""

from datetime import datetime

from tegata.authority.enrolment.problems import (
    ChallengeStale,
    DocumentOther,
    ProofRefused,
    SignerRefused,
)
from tegata.authority.enrolment.values import Challenge
from tegata.authority.status.public import Certificate as Status
from tegata.authority.status.public import State
from tegata.pki.cms.message import Message
from tegata.pki.profiles.kinds import FOR_SIGNATURES, ON_PHONE, CertificateKind
from tegata.pki.x509.signature import SHA256_WITH_RSA, check_signature

_LIVE = (State.GOOD, State.HOLD)


def check_challenge(challenge: Challenge | None, holder: str, about: str, now: datetime) -> None:
    """Believe an answer only to a fresh challenge to this person. Raises ChallengeStale."""
    if challenge is None or (challenge.holder, challenge.about) != (holder, about):
        raise ChallengeStale
    if challenge.lapses <= now:
        raise ChallengeStale


def check_document(message: Message, expected: bytes) -> None:
    """Believe a signed application. Raises DocumentOther and what ``Message.check`` raises."""
    if message.content != expected:
        raise DocumentOther
    message.check()


def check_signer(octets: bytes, issued: bytes, status: Status, holder: str, now: datetime) -> None:
    """Let only the person's own card sign: ``issued`` is what this CA issued under that name.

    Raises SignerRefused.
    """
    reasons = {
        "this authority did not issue it": octets != issued,
        "it is no signature certificate of a card": status.kind is not CertificateKind.CARD_SIGN,
        "it is another person's": status.holder != holder,
        "it is not valid": status.state is not State.GOOD,
        "it has expired": status.expires <= now,
    }
    for why, true in reasons.items():
        if true:
            raise SignerRefused(why=why)


def check_signature_of(key: bytes, signed: bytes, signature: bytes, what: str) -> None:
    """Check a proof. Raises SignatureWrong."""
    check_signature(
        key=key, signed=signed, signature=signature, algorithm=SHA256_WITH_RSA, what=what
    )


def check_prover(target: Status, by: Status, holder: str) -> None:
    """Let a key decide about a certificate: signature keys of the person, or the key itself.

    A suspended key may do so as well: it can only end what it could not use. Raises ProofRefused.
    """
    own = target.holder == by.holder == holder and target.kind in ON_PHONE
    may = by.kind in FOR_SIGNATURES or by.name == target.name
    if not (own and may and by.state in _LIVE):
        raise ProofRefused
