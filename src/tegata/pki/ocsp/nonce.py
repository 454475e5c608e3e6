"""The nonce that binds an answer to its request (RFC 9654)."""

from functools import lru_cache
from typing import Final

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.x509.extensions import Extension, encode_extensions

NONCE: Final = "1.3.6.1.5.5.7.48.1.2"

SIZES: Final = range(1, 129)
"""RFC 9654, 2.1: what a responder may accept. Ours accepts and repeats all of it."""


def nonce_field(number: int, nonce: bytes) -> bytes:
    """Encode the field of Extensions with this context tag, which hold a nonce and nothing else."""
    return before_nonce(number, len(nonce)) + nonce


@lru_cache(maxsize=2 * len(SIZES))
def before_nonce(number: int, size: int) -> bytes:
    """Encode what stands before a nonce of this size in such a field."""
    value = der.octet_string(bytes(size))
    extensions = encode_extensions(Extension(NONCE, critical=False, value=value))
    return der.explicit(number, extensions)[:-size]


def read_nonce(extension: Extension) -> bytes:
    """Read a nonce of any size. Raises MalformedDer."""
    return der.read(extension.value, Tag.OCTET_STRING).value
