"""Whether an answer may be believed: who signed it, about whom, how fresh (RFC 6960, 3.2)."""

from datetime import datetime, timedelta

from attrs import frozen

from tegata.pki.ocsp.answer import Answer
from tegata.pki.ocsp.identify import CertId, IssuerHashes
from tegata.pki.ocsp.problems import (
    AnswerForAnother,
    AnswerNotCurrent,
    NonceDiffers,
    ResponderUntrusted,
)
from tegata.pki.ocsp.response import ResponderId, StatusResponse
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.certificate import Certificate, key_id_of
from tegata.pki.x509.extensions import EXTENDED_KEY_USAGE, KEY_USAGE, OCSP_SIGNING
from tegata.pki.x509.problems import CertificateRefused
from tegata.pki.x509.read import read_extended_key_usage, read_key_usage
from tegata.pki.x509.signature import check_signature
from tegata.pki.x509.usage import KeyUsage


@frozen(kw_only=True)
class Question:
    """What was asked, and of whose certificate."""

    asked: CertId
    issuer: Certificate
    """The CA that issued the certificate, already trusted."""
    nonce: bytes | None = None
    """The nonce that was sent; None when none was."""
    tolerance: timedelta = timedelta(0)
    """How far the responder's clock may be from ours."""


def check_response(response: StatusResponse, question: Question, now: datetime) -> Answer:
    """Believe the one answer to the question, or refuse.

    Raises ResponderUntrusted, SignatureWrong, AlgorithmUnsupported, NonceDiffers,
    AnswerForAnother, AnswerNotCurrent.
    """
    # 1. Who speaks, and may they: everything after is hearsay otherwise.
    key = _signer(response, question.issuer, now)
    check_signature(
        key=key, signed=response.signed, signature=response.signature,
        algorithm=response.algorithm, what="status response",
    )  # fmt: skip
    # 2. Does it answer this question, and not an older one.
    if question.nonce is not None and response.nonce != question.nonce:
        raise NonceDiffers
    answer = _answer(response, question)
    # 3. Does it speak about now.
    _check_current(response, answer, question.tolerance, now)
    return answer


def _signer(response: StatusResponse, issuer: Certificate, now: datetime) -> bytes:
    """Find the key that answers: the issuer's own, or one that it certified for this."""
    if _names(response.responder, issuer):
        return issuer.key
    for octets in response.certificates:
        delegate = _parsed(octets)
        if _names(response.responder, delegate):
            _check_delegate(delegate, issuer, now)
            return delegate.key
    raise ResponderUntrusted(why="its certificate did not come along")


def _parsed(octets: bytes) -> Certificate:
    try:
        return Certificate.parse(octets)
    except (MalformedDer, CertificateRefused):
        raise ResponderUntrusted(why="a certificate that came along cannot be read") from None


def _names(responder: ResponderId, certificate: Certificate) -> bool:
    if responder.name:
        return responder.name == certificate.subject
    return responder.key_hash == key_id_of(certificate.key).octets


def _check_delegate(delegate: Certificate, issuer: Certificate, now: datetime) -> None:
    """RFC 6960, 4.2.2.2: issued by the same CA, for this purpose, and valid."""
    if delegate.issuer != issuer.subject:
        raise ResponderUntrusted(why="another authority certified it")
    delegate.check_signed_by(issuer.key)
    if not delegate.not_before <= now <= delegate.not_after:
        raise ResponderUntrusted(why="its certificate is not valid at this time")
    if not _may_answer(delegate):
        raise ResponderUntrusted(why="its certificate is not for signing status responses")


def _may_answer(delegate: Certificate) -> bool:
    purposes, usage = delegate.value_of(EXTENDED_KEY_USAGE), delegate.value_of(KEY_USAGE)
    try:
        named = purposes is not None and OCSP_SIGNING in read_extended_key_usage(purposes)
        signs = usage is None or bool(read_key_usage(usage) & _SIGNS)
    except MalformedDer:
        return False
    return named and signs


_SIGNS = KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION


def _answer(response: StatusResponse, question: Question) -> Answer:
    asked = question.asked
    found = [answer for answer in response.answers if answer.cert_id == asked]
    hashes = IssuerHashes.of(name=question.issuer.subject, key=question.issuer.key)
    if len(found) != 1 or not hashes.issued(asked):
        raise AnswerForAnother(serial=str(asked.serial), count=str(len(found)))
    return found[0]


def _check_current(
    response: StatusResponse, answer: Answer, tolerance: timedelta, now: datetime
) -> None:
    latest, earliest = now + tolerance, now - tolerance
    begun = answer.this_update <= latest and response.produced <= latest
    if not begun or answer.next_update <= earliest or answer.next_update < answer.this_update:
        raise AnswerNotCurrent(
            this_update=answer.this_update.isoformat(),
            next_update=answer.next_update.isoformat(),
            now=now.isoformat(),
        )
