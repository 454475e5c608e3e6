"""Make a signed message: first what the card signs, then the message around the signature."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tegata.pki import der
from tegata.pki.x509.certificate import Certificate

DATA: Final = "1.2.840.113549.1.7.1"
SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
SHA256: Final = "2.16.840.1.101.3.4.2.1"
RSA_ENCRYPTION: Final = "1.2.840.113549.1.1.1"

SHA256_ALGORITHM: Final = der.sequence(der.object_identifier(SHA256), der.null())
_DIGEST_INFO_HEAD = bytes.fromhex("3031300d060960864801650304020105000420")
_SHA256_SIZE = 32


def digest_info(sha256: bytes) -> bytes:
    """Wrap a SHA-256 digest as the card takes it: the 51 octets of a DigestInfo (RFC 8017, 9.2)."""
    if len(sha256) != _SHA256_SIZE:
        raise ValueError("a SHA-256 digest has 32 octets")
    return _DIGEST_INFO_HEAD + sha256


def signed_attributes(*, message_digest: bytes, signing_time: datetime) -> bytes:
    """Build the octets to be signed: a SET OF attributes under its own tag (RFC 5652, 5.4)."""
    return der.set_of(
        _attribute(CONTENT_TYPE, der.object_identifier(DATA)),
        _attribute(SIGNING_TIME, der.time(signing_time)),
        _attribute(MESSAGE_DIGEST, der.octet_string(message_digest)),
    )


def to_be_signed(attributes: bytes) -> bytes:
    """Bring signed attributes into the form that the card takes."""
    return digest_info(hashlib.sha256(attributes).digest())


def assemble_message(
    *,
    attributes: bytes,
    signature: bytes,
    signer: Certificate,
    content: bytes | None = None,
    chain: Sequence[bytes] = (),
    algorithm: str = RSA_ENCRYPTION,
) -> bytes:
    """Put a message around a signature over ``attributes``: attached, or detached without content.

    ``chain`` are the DER certificates of the CA, where they are to travel along.
    """
    inside = () if content is None else (der.explicit(0, der.octet_string(content)),)
    certificates = b"".join(sorted([signer.der, *chain]))
    signed_data = der.sequence(
        der.integer(1),
        der.set_of(SHA256_ALGORITHM),
        der.sequence(der.object_identifier(DATA), *inside),
        der.explicit(0, certificates),
        der.set_of(_signer_info(attributes, signature, signer, algorithm)),
    )
    return der.sequence(der.object_identifier(SIGNED_DATA), der.explicit(0, signed_data))


def _signer_info(attributes: bytes, signature: bytes, signer: Certificate, algorithm: str) -> bytes:
    return der.sequence(
        der.integer(1),
        der.sequence(signer.issuer, der.integer(signer.serial.number)),
        SHA256_ALGORITHM,
        b"\xa0" + attributes[1:],  # the same SET under [0]; signed under its own tag
        der.sequence(der.object_identifier(algorithm), der.null()),
        der.octet_string(signature),
    )


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.object_identifier(kind), der.set_of(value))
