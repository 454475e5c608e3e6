"""The revoked certificates of a list in columns: serials, dates and reasons, a row each."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Self

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from tegata.pki.crl.problems import EntryUnfit
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

WIDTH = 20
"""The most octets that a serial has (RFC 5280, 4.1.2.2)."""

Octets = NDArray[np.uint8]
Seconds = NDArray[np.int64]

_BLOCK = 1 << 16
_FIRST_SECOND = -631_152_000  # 1950-01-01, where UTCTime begins
_LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z, where GeneralizedTime ends
_SIGN = 0x80

REASON_EXISTS: NDArray[np.bool_] = np.isin(np.arange(256), [int(reason) for reason in Reason])
"""Which octets are a CRLReason."""

# Row ``n`` keeps the last n octets of a serial and clears what stands before them.
_KEEP = np.where(np.arange(WIDTH) >= WIDTH - np.arange(WIDTH + 1)[:, None], 0xFF, 0)
KEEP: NDArray[np.uint32] = _KEEP.astype(np.uint8).view(np.uint32)


@frozen
class Entry:
    """One revoked certificate."""

    serial: Serial
    revoked: datetime
    reason: Reason


@frozen(eq=False)
class Entries:
    """Revoked certificates in list order.

    ``of_columns`` and ``of`` check what they are given; whoever constructs one directly has
    proved the rows fit.
    """

    serials: Octets
    """(n, 20): content octets of the INTEGER, right-aligned, zero before."""
    lengths: Octets
    """How many content octets the INTEGER has, with its sign octet."""
    revoked: Seconds
    """Seconds since 1970."""
    reasons: Octets
    """CRLReason; 0 where the list gives none."""
    issuers: tuple[tuple[int, bytes], ...] = field(default=())
    """For an indirect list: from which row on which GeneralNames issued the certificates."""

    @classmethod
    def of(cls, rows: Iterable[Entry]) -> Self:
        """Take entries one by one: for short lists. Raises EntryUnfit."""
        kept = list(rows)
        octets = [row.serial.octets for row in kept]
        return cls.of_columns(
            serials=b"".join(octets),
            lengths=np.array([len(each) for each in octets], np.uint8),
            revoked=np.array([int(row.revoked.timestamp()) for row in kept], np.int64),
            reasons=np.array([row.reason for row in kept], np.uint8),
        )

    @classmethod
    def of_columns(
        cls,
        *,
        serials: bytes,
        lengths: Octets,
        revoked: Seconds | NDArray[np.datetime64],
        reasons: Octets,
    ) -> Self:
        """Take columns as a database gives them.

        ``serials`` is the concatenation of stored serials (``Serial.octets``), ``lengths`` their
        sizes. Raises EntryUnfit.
        """
        seconds = revoked.astype("datetime64[s]") if revoked.dtype.kind == "M" else revoked
        lengths = np.ascontiguousarray(lengths, np.uint8)
        reasons = np.ascontiguousarray(reasons, np.uint8)
        dates = seconds.astype(np.int64)
        _refuse((lengths < 1) | (lengths > WIDTH), "a serial has 1 to 20 octets")
        _refuse(~REASON_EXISTS[reasons], "the reason does not exist")
        _refuse((dates < _FIRST_SECOND) | (dates > _LAST_SECOND), "the date cannot be written")
        if not len(lengths) == len(dates) == len(reasons) or len(serials) != lengths.sum(dtype=int):
            raise EntryUnfit(row=str(len(lengths)), why="the columns differ in length")
        aligned, signed = _align(serials, lengths)
        return cls(aligned, signed, dates, reasons)

    def __len__(self) -> int:
        return len(self.lengths)

    def rows(self, start: int, stop: int) -> "Entries":
        """Show a run of rows, without copying."""
        part = slice(start, stop)
        return Entries(
            self.serials[part], self.lengths[part], self.revoked[part], self.reasons[part]
        )

    def serial(self, row: int) -> Serial:
        """Name the certificate of one row."""
        return Serial.of_octets(self.serials[row].tobytes())

    def entry(self, row: int) -> Entry:
        """Read one row."""
        return Entry(
            self.serial(row),
            datetime.fromtimestamp(int(self.revoked[row]), UTC),
            Reason(int(self.reasons[row])),
        )

    def __iter__(self) -> Iterator[Entry]:
        return map(self.entry, range(len(self)))


def no_entries() -> Entries:
    """Nothing is revoked."""
    return Entries.of([])


def window(octets: Octets, size: int) -> NDArray[np.void]:
    """View ``octets`` as all runs of ``size`` octets, at every offset.

    Indexing it with an array of offsets copies whole runs, in either direction.
    """
    count = max(len(octets) - size + 1, 0)
    return np.ndarray((count,), f"V{size}", octets, strides=(1,))


def _align(serials: bytes, lengths: Octets) -> tuple[Octets, Octets]:
    """Right-align concatenated serials, and count their octets with the sign octet."""
    padded = np.frombuffer(bytes(WIDTH) + serials, np.uint8)
    runs = window(padded, WIDTH)
    aligned = np.empty((len(lengths), WIDTH), np.uint8)
    signed = lengths.copy()
    end = 0
    for start in range(0, len(lengths), _BLOCK):
        part = slice(start, start + _BLOCK)
        sizes = lengths[part]
        ends = end + np.cumsum(sizes, dtype=np.intp)
        first = padded[ends - sizes + WIDTH]
        _refuse(first == 0, "the serial begins with a zero octet", start)
        signed[part] += first >= _SIGN
        _refuse(signed[part] > WIDTH, "a serial has at most 20 octets with its sign", start)
        words = runs[ends].view(np.uint32).reshape(-1, WIDTH // 4)
        np.bitwise_and(words, KEEP[sizes], out=aligned[part].view(np.uint32))
        end = int(ends[-1])
    return aligned, signed


def _refuse(wrong: NDArray[np.bool_], why: str, before: int = 0) -> None:
    if wrong.any():
        raise EntryUnfit(row=str(before + int(np.argmax(wrong))), why=why)
