"""Whether a certificate is revoked, by a responder's answer about it (RFC 6960)."""

from datetime import datetime, timedelta

from attrs import frozen

from tegata.pki.ocsp.answer import Good, Revoked
from tegata.pki.ocsp.check import Question, check_response
from tegata.pki.ocsp.identify import SHA1, IssuerHashes
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.verify.anchors import Anchor
from tegata.pki.verify.leaf import Leaf
from tegata.pki.verify.problems import StatusUnknown, revocation
from tegata.pki.x509.names import Serial


@frozen(kw_only=True)
class AnsweredStatus:
    """A response that came back for one certificate: a StatusSource for that certificate only."""

    response: StatusResponse
    nonce: bytes | None
    """The nonce that was sent; None when none was."""
    algorithm: str = SHA1
    """By which hash the request named the issuer."""
    tolerance: timedelta = timedelta(0)
    """How far the responder's clock may be from ours."""

    def check(self, leaf: Leaf, issuer: Anchor, now: datetime) -> None:
        """Pass a certificate that the responder calls good.

        Raises Revoked, OnHold or StatusUnknown, or as ``check_response`` does when the answer is
        not to be believed.
        """
        hashes = IssuerHashes.of(name=leaf.issuer, key=issuer.certificate.key)
        question = Question(
            asked=hashes.cert_id(Serial(leaf.serial), self.algorithm),
            issuer=issuer.certificate,
            nonce=self.nonce,
            tolerance=self.tolerance,
        )
        match check_response(self.response, question, now).status:
            case Good():
                return
            case Revoked(since, reason):
                raise revocation("certificate", reason, since)
        raise StatusUnknown(which="certificate", why="the responder does not know it")
