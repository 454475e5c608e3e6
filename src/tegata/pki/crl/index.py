"""Find certificates on a list by serial: sorted fingerprints, rechecked exactly."""

from typing import Self

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from tegata.pki.crl.entries import WIDTH, Entries, Entry, Octets
from tegata.pki.x509.names import Serial

Words = NDArray[np.uint64]

_BLOCK = 1 << 16
# Odd constants, so that every bit of a serial reaches the fingerprint's high bits.
_FACTORS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
    ],
    np.uint64,
)


def fingerprints(serials: Octets) -> Words:
    """Mix each right-aligned serial into 64 bits, of which the high ones are the best."""
    mixed = np.empty(len(serials), np.uint64)
    for start in range(0, len(serials), _BLOCK):
        part = slice(start, start + _BLOCK)
        words = serials[part].view(np.uint32)
        total = words[:, 0] * _FACTORS[0]
        for column in range(1, WIDTH // 4):
            total += words[:, column] * _FACTORS[column]
        mixed[part] = (total ^ total >> np.uint64(29)) * _FACTORS[0]
    return mixed


def row_bits(count: int) -> int:
    """Count the low bits of a key that hold a row number below ``count``."""
    return max(count - 1, 1).bit_length()


@frozen(eq=False)
class Index:
    """The rows of a list, sorted by fingerprint: its high bits over the row's number."""

    entries: Entries
    _keys: Words

    @classmethod
    def of(cls, entries: Entries) -> Self:
        """Sort a list's rows."""
        bits = np.uint64(row_bits(len(entries)))
        keys = fingerprints(entries.serials)
        keys >>= bits
        keys <<= bits
        keys |= np.arange(len(entries), dtype=np.uint64)
        keys.sort()
        return cls(entries, keys)

    def find(self, serial: Serial) -> Entry | None:
        """Find the entry of a certificate of the list's issuer: the first, should it stand twice.

        For an indirect list use ``rows`` and the entries' issuers.
        """
        found = self.rows(serial)
        return self.entries.entry(found[0]) if found else None

    def rows(self, serial: Serial) -> list[int]:
        """Tell in which rows a serial stands, in list order."""
        padded = np.frombuffer(serial.octets.rjust(WIDTH, b"\x00"), np.uint8)
        bits = row_bits(len(self.entries))
        low = int(fingerprints(padded[None])[0]) >> bits << bits
        first = int(np.searchsorted(self._keys, np.uint64(low)))
        last = int(np.searchsorted(self._keys, np.uint64(low | (1 << bits) - 1), "right"))
        rows = (self._keys[first:last] & np.uint64((1 << bits) - 1)).astype(np.intp)
        exact = (self.entries.serials[rows] == padded).all(axis=1)
        return sorted(rows[exact].tolist())
