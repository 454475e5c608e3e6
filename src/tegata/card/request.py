"""Ask for a certificate: a PKCS#10 request whose signature is the card's own (RFC 2986)."""

from tegata.card.terminal import Terminal
from tegata.card.values import Pin, Purpose
from tegata.pki import der
from tegata.pki.x509.request import assemble_request, request_info

_NOBODY = der.sequence()
"""An empty Name: the authority takes the subject from its register, never from the request."""


def certification_request(
    terminal: Terminal, purpose: Purpose, pin: Pin, public_key: bytes, subject: bytes = _NOBODY
) -> bytes:
    """Write and sign a CertificationRequest: the proof that the card holds the private key.

    ``public_key`` is a DER SubjectPublicKeyInfo, ``subject`` a DER Name.
    Raises PinWrong or PinBlocked.
    """
    info = request_info(subject, public_key)
    return assemble_request(info, terminal.sign(purpose, pin, info))
