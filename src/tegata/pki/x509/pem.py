"""The textual form of certificates and requests (RFC 7468)."""

import base64
import binascii
import re
from typing import Final

from tegata.pki.x509.problems import PemUnreadable

CERTIFICATE: Final = "CERTIFICATE"
REQUEST: Final = "CERTIFICATE REQUEST"
_LINE = 64
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----")


def write_pem(label: str, octets: bytes) -> str:
    """Write an encoding as text."""
    body = base64.b64encode(octets).decode("ascii")
    lines = [body[at : at + _LINE] for at in range(0, len(body), _LINE)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def read_pem(label: str, text: str) -> tuple[bytes, ...]:
    """Read all blocks of one label, whatever stands between them. Raises PemUnreadable."""
    bodies = [body for found, body in _BLOCK.findall(text) if found == label]
    try:
        blocks = [base64.b64decode("".join(body.split()), validate=True) for body in bodies]
    except binascii.Error:
        raise PemUnreadable(label=label) from None
    if not blocks:
        raise PemUnreadable(label=label)
    return tuple(blocks)
