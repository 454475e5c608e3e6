"""Find out whose key signed something, and whether it may."""

from tegata.authority.ca import public as ca
from tegata.authority.enrolment.problems import SignerRefused
from tegata.authority.enrolment.rules import evidence
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.pki.cms.message import Message
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import CertificateName


def key_of(name: CertificateName) -> bytes:
    """Fetch the key that a certificate certifies. Raises NotSigned."""
    return Certificate.parse(ca.certificate(name)).key


def check_card_signed(
    ctx: Context, *, message: bytes, expected: bytes, holder: str
) -> status.Certificate:
    """Believe a document that the person's own card signed; give the certificate it signed with.

    Raises MalformedDer, MessageUnsupported, DocumentOther, SignatureWrong, SignerRefused.
    """
    signed = Message.parse(message)
    evidence.check_document(signed, expected)
    signer = signed.signer
    try:
        known = status.read_certificate(signer.name)
        issued = ca.certificate(signer.name)
    except (status.CertificateUnknown, ca.NotSigned):
        raise SignerRefused(why="this authority did not issue it") from None
    evidence.check_signer(signer.der, issued, known, holder, ctx.now)
    return known
