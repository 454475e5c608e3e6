"""Write what a responder says: data to be signed, a response around a signature, or no answer."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import Final

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.ocsp.answer import Answer
from tegata.pki.ocsp.moments import generalized
from tegata.pki.ocsp.nonce import nonce_field
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

BASIC: Final = "1.3.6.1.5.5.7.48.1.1"


class Outcome(IntEnum):
    """An OCSPResponseStatus (RFC 6960, 4.2.1)."""

    SUCCESSFUL = 0
    MALFORMED_REQUEST = 1
    INTERNAL_ERROR = 2
    TRY_LATER = 3
    SIGNATURE_REQUIRED = 5
    UNAUTHORIZED = 6


def refusal(outcome: Outcome) -> bytes:
    """Encode a response without a status; it is not signed."""
    return der.sequence(der.integer(outcome, Tag.ENUMERATED))


@frozen
class Responder:
    """Who answers, named by key (RFC 6960, 4.2.1), with what stands around every answer."""

    key: KeyId
    """SHA-1 of the bits of the responder's own public key."""
    certificates: tuple[bytes, ...] = ()
    """The delegated responder's certificate, DER; empty where the CA's own key signs."""
    algorithm: bytes = SHA256_WITH_RSA_ALGORITHM
    """The AlgorithmIdentifier of the signature."""

    def to_be_signed(
        self, answers: Iterable[Answer], *, produced: datetime, nonce: bytes | None = None
    ) -> bytes:
        """Encode the ResponseData. Its parts are joined, never built field by field again."""
        said = b"".join([answer.encoding for answer in answers])
        bound = b"" if nonce is None else nonce_field(1, nonce)
        opening = b"\xa2\x16\x04\x14" + self.key.octets + generalized(produced)
        return der.sequence(opening, der.sequence(said), bound)

    def response(self, signed: bytes, signature: bytes) -> bytes:
        """Encode the OCSPResponse around what was signed."""
        opening, between, after = _envelope(self, len(signed), len(signature))
        return b"".join([opening, signed, between, signature, after])


@lru_cache(maxsize=256)
def _envelope(responder: Responder, signed: int, signature: int) -> tuple[bytes, bytes, bytes]:
    """Encode what stands around octets of these sizes."""
    chain = der.explicit(0, der.sequence(*responder.certificates))
    after = chain if responder.certificates else b""
    bits = der.bit_string(bytes(signature))
    between = responder.algorithm + bits[: len(bits) - signature]
    basic = der.sequence(bytes(signed), between, bytes(signature), after)
    body = der.sequence(der.object_identifier(BASIC), der.octet_string(basic))
    outcome = der.integer(Outcome.SUCCESSFUL, Tag.ENUMERATED)
    whole = der.sequence(outcome, der.explicit(0, body))
    inner = signed + len(between) + signature + len(after)
    return whole[: len(whole) - inner], between, after
