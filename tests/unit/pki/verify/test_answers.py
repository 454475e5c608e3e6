"""The fast path with a responder's answer in place of a list."""

from datetime import datetime, timedelta

import pytest

from makers.hierarchy import AUTH_POLICY, CA_NAME, NOW, Ca, Leaf, key, key_id
from makers.responders import answered
from tegata.kit.core.problem import Problem
from tegata.pki.ocsp import answer as said
from tegata.pki.ocsp.identify import SHA1, SHA256, IssuerHashes
from tegata.pki.ocsp.problems import (
    AnswerForAnother,
    AnswerNotCurrent,
    NonceDiffers,
    ResponderUntrusted,
)
from tegata.pki.ocsp.responder import Responder
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.problems import SignatureWrong
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.answers import AnsweredStatus
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.problems import OnHold, Revoked, StatusUnknown
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.reasons import Reason
from tegata.pki.x509.usage import KeyUsage

LEAF = Leaf()
ANCHORS = Anchors.of([Ca("ca1").der, Ca("ca2", serial=2).der])
NONCE = b"0123456789abcdef"
PURPOSE = Purpose("sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE)


def status(
    stated: said.Status,
    *,
    serial: int = LEAF.serial,
    since: datetime = NOW,
    named: str = "ca1",
    signer: str = "ca1",
    algorithm: str = SHA1,
    sent: bytes | None = NONCE,
) -> AnsweredStatus:
    hashes = IssuerHashes.of(name=CA_NAME.public_bytes(), key=Certificate.parse(Ca("ca1").der).key)
    cert_id = hashes.cert_id(Serial(serial), algorithm)
    octets = answered(
        [said.Answer(cert_id, stated, since, since + timedelta(minutes=15))],
        nonce=NONCE,
        responder=Responder(KeyId(key_id(named).digest)),
        key=key(signer),
        produced=since,
    )
    response = StatusResponse.parse(octets)
    return AnsweredStatus(response=response, nonce=sent, algorithm=algorithm)


def judge(answer: AnsweredStatus) -> None:
    verify_certificate(LEAF.der, anchors=ANCHORS, purpose=PURPOSE, status=answer, now=NOW)


@pytest.mark.parametrize("algorithm", [SHA1, SHA256])
@pytest.mark.parametrize("sent", [NONCE, None])
def test_a_good_answer_passes_the_certificate(algorithm: str, sent: bytes | None) -> None:
    judge(status(said.Good(), algorithm=algorithm, sent=sent))


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (status(said.Revoked(NOW, Reason.SUPERSEDED)), Revoked),
        (status(said.Revoked(NOW)), Revoked),
        (status(said.Revoked(NOW, Reason.HOLD)), OnHold),
        (status(said.Unknown()), StatusUnknown),
        (status(said.Good(), serial=5), AnswerForAnother),
        (status(said.Good(), since=NOW - timedelta(hours=1)), AnswerNotCurrent),
        (status(said.Good(), since=NOW + timedelta(hours=1)), AnswerNotCurrent),
        (status(said.Good(), sent=b"another nonce"), NonceDiffers),
        (status(said.Good(), named="ca2", signer="ca2"), ResponderUntrusted),
        (status(said.Good(), signer="ca2"), SignatureWrong),
    ],
)
def test_any_other_answer_does_not(answer: AnsweredStatus, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        judge(answer)
