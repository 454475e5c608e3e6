"""A list before it is signed: what stands around the entries, and how a signature is joined on."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from attrs import field, frozen
from attrs.validators import ge

from tegata.pki import der
from tegata.pki.crl.encode import Chunk, encoded, entries_size
from tegata.pki.crl.entries import Entries
from tegata.pki.crl.extensions import (
    DELTA_INDICATOR,
    ISSUING_DISTRIBUTION_POINT,
    LIST_NUMBER,
)
from tegata.pki.crl.problems import RemovalOutsideDelta
from tegata.pki.x509.extensions import AUTHORITY_KEY_IDENTIFIER, Extension, encode_extensions
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.reasons import Reason
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

_V2 = der.integer(1)


@frozen(kw_only=True)
class ListHead:
    """Everything a list says beside its entries."""

    issuer: bytes
    """The issuer's Name, DER."""
    issuer_key: KeyId
    this_update: datetime
    next_update: datetime
    number: int = field(validator=ge(0))
    distribution_point: tuple[bytes, ...] = ()
    """The GeneralNames of the partition, as certificates name it (``x509.general_names``); empty for
    a list that speaks about every certificate of its issuer."""
    base: int | None = None
    """For a delta list, the number of the whole list that it changes."""
    algorithm: bytes = SHA256_WITH_RSA_ALGORITHM
    """The AlgorithmIdentifier of the signature."""

    @property
    def _extensions(self) -> bytes:
        key = der.sequence(der.implicit(0, self.issuer_key.octets))
        extensions = [
            Extension(AUTHORITY_KEY_IDENTIFIER, critical=False, value=key),
            Extension(LIST_NUMBER, critical=False, value=der.integer(self.number)),
        ]
        if self.base is not None:
            base = der.integer(self.base)
            extensions.append(Extension(DELTA_INDICATOR, critical=True, value=base))
        if self.distribution_point:
            point = der.explicit(0, der.explicit(0, b"".join(self.distribution_point)))
            scope = der.sequence(point)
            extensions.append(Extension(ISSUING_DISTRIBUTION_POINT, critical=True, value=scope))
        return der.explicit(0, encode_extensions(*extensions))

    def frame(self, entries_octets: int) -> tuple[bytes, bytes]:
        """Encode what stands before and after so many octets of entries."""
        front = b"".join(
            [
                _V2,
                self.algorithm,
                self.issuer,
                der.time(self.this_update),
                der.time(self.next_update),
            ]
        )
        if entries_octets:  # RFC 5280, 5.1.2.6: absent when nothing is revoked
            front += bytes([der.Tag.SEQUENCE]) + der.length(entries_octets)
        back = self._extensions
        size = len(front) + entries_octets + len(back)
        return bytes([der.Tag.SEQUENCE]) + der.length(size) + front, back


@frozen(eq=False)
class ListDraft:
    """A list to be signed. Made by ``draft``, which refuses what may not be published."""

    head: ListHead
    entries: Entries
    tbs_size: int
    _front: bytes
    _back: bytes

    def tbs_chunks(self) -> Iterator[Chunk]:
        """Encode what is to be signed, in order, in chunks of bounded size."""
        yield self._front
        yield from encoded(self.entries)
        yield self._back

    def tbs(self) -> bytes:
        """Encode what is to be signed, at once."""
        return b"".join(self.tbs_chunks())

    def envelope(self, signature_size: int) -> tuple[bytes, bytes]:
        """Encode what stands before what was signed, and between it and the signature.

        Only the size of the signature is needed, so that a list can be written out in one pass
        while it is hashed: opening, ``tbs_chunks()``, closing, signature.
        """
        bits = bytes([der.Tag.BIT_STRING]) + der.length(signature_size + 1) + b"\x00"
        closing = self.head.algorithm + bits
        size = self.tbs_size + len(closing) + signature_size
        return bytes([der.Tag.SEQUENCE]) + der.length(size), closing


def draft(head: ListHead, entries: Entries) -> ListDraft:
    """Prepare a list for signing. Raises RemovalOutsideDelta."""
    if head.base is None:
        removed = entries.reasons == Reason.REMOVE_FROM_LIST
        if removed.any():
            raise RemovalOutsideDelta(row=str(int(np.argmax(removed))))
    octets = entries_size(entries)
    front, back = head.frame(octets)
    return ListDraft(head, entries, len(front) + octets + len(back), front, back)
