"""Decode the entries of a list into columns: the usual shape by whole blocks, the rest one by one."""

from functools import cache

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from tegata.pki.crl.boundaries import Offsets, offsets
from tegata.pki.crl.entries import KEEP, REASON_EXISTS, WIDTH, Entries, Octets, Seconds, window
from tegata.pki.crl.generic import read_entry
from tegata.pki.crl.problems import MalformedList

_SMALLEST = 20  # 30 12, 02 01 and an octet, 17 0d and thirteen
_AROUND = 64  # octets that the block reader may touch on either side of an offset
_DAY = 86_400

Words = NDArray[np.uint64]


def _word(octets: str) -> np.uint64:
    return np.uint64(int.from_bytes(bytes.fromhex(octets), "little"))


# The usual entry, in little-endian words of eight octets:
#   30 size 02 size first second ..   |  17 0d YYMMDD  |  hhmmss Z .
#   30 0c 30 0a 06 03 55 1d           |  55 1d 15 04 03 0a 01 reason
_HEAD, _HEAD_MASK = _word("3000020000000000"), _word("ff00ff0000000000")
_UTC = _word("170d")
_ZULU = np.uint64(ord("Z"))
_REASON_A = _word("300c300a0603551d")
_REASON_B, _REASON_B_MASK = _word("551d1504030a0100"), _word("ffffffffffffff00")
_ZEROS, _TENS, _TOPS = (
    _word("303030303030"),
    _word("767676767676"),
    _word("808080808080"),
)
_EVEN = _word("ff00ff00ff00")
_NO_MONTH_OR_DAY = _word("0000f000e000")
_PLAIN, _REASONED = 17, 31  # what the entry's size exceeds the serial's by
_NO_DAY = np.iinfo(np.int32).min
_SIGN = 0x80

_8, _10, _16, _32, _48, _56, _60, _512, _3600 = map(
    np.uint64, (8, 10, 16, 32, 48, 56, 60, 512, 3600)
)
_LOW, _TWO, _SIX, _TABLE = map(np.uint64, (0xFF, 0xFFFF, (1 << 48) - 1, 0xFFFF))


@define
class _Columns:
    """Columns being filled. Room is reserved for the most entries; untouched pages cost nothing."""

    serials: Octets
    lengths: Octets
    revoked: Seconds
    reasons: Octets
    filled: int = 0
    issuers: list[tuple[int, bytes]] = field(factory=list)

    def entries(self) -> Entries:
        upto = slice(0, self.filled)
        return Entries(
            self.serials[upto],
            self.lengths[upto],
            self.revoked[upto],
            self.reasons[upto],
            tuple(self.issuers),
        )


def decode(octets: bytes, start: int, end: int) -> Entries:
    """Decode the entries between ``start`` and ``end``.

    Raises MalformedDer, MalformedList, ListExtensionUnknown.
    """
    room = (end - start) // _SMALLEST + 1
    columns = _Columns(
        np.empty((room, WIDTH), np.uint8),
        np.empty(room, np.uint8),
        np.empty(room, np.int64),
        np.empty(room, np.uint8),
    )
    view = np.frombuffer(octets, np.uint8)
    for found in offsets(octets, start, end):
        if columns.filled + len(found) > room:
            raise MalformedList(position=str(found[0]), why="an entry is too short to be one")
        usual = np.zeros(len(found), np.bool_)
        low, high = np.searchsorted(found, [_AROUND, len(octets) - _AROUND]).tolist()
        if low < high:
            usual[low:high] = _decode_block(view, found[low:high], columns, columns.filled + low)
        _decode_unusual(octets, found, np.flatnonzero(~usual), end, columns)
        columns.filled += len(found)
    return columns.entries()


def _decode_block(view: Octets, found: Offsets, columns: _Columns, row: int) -> NDArray[np.bool_]:
    """Decode entries in parallel; tell which of them had the usual shape."""
    part = slice(row, row + len(found))
    words = window(view, 8)
    # 1. Header and sign of the serial: a positive INTEGER in its shortest form.
    head = words[found].view(np.uint64)
    usual, lengths, reasoned = _heads(head)
    times = found + lengths.astype(np.intp) + 4
    # 2. The serial, with what stands before it cleared.
    runs = window(view, WIDTH)[times - WIDTH].view(np.uint32).reshape(-1, WIDTH // 4)
    np.bitwise_and(runs, np.take(KEEP, lengths, axis=0), out=columns.serials[part].view(np.uint32))
    columns.lengths[part] = lengths
    # 3. The date.
    dated, seconds = _seconds(words[times].view(np.uint64), words[times + 8].view(np.uint64))
    columns.revoked[part] = seconds
    usual &= dated
    # 4. The reason, where the size leaves room for exactly that.
    columns.reasons[part] = 0
    if reasoned.any():
        after = times + 15
        known, reasons = _reasons(words[after].view(np.uint64), words[after + 6].view(np.uint64))
        np.multiply(reasons, reasoned, out=columns.reasons[part])
        usual &= known | ~reasoned
    return usual


def _heads(head: Words) -> tuple[NDArray[np.bool_], Octets, NDArray[np.bool_]]:
    octet = head.view(np.uint8).reshape(-1, 8)
    lengths, first, second = octet[:, 3], octet[:, 4], octet[:, 5]
    excess = octet[:, 1] - lengths
    reasoned = excess == _REASONED
    usual = (head & _HEAD_MASK) == _HEAD
    usual &= (lengths - np.uint8(1)) < WIDTH
    usual &= reasoned | (excess == _PLAIN)
    usual &= (first - np.uint8(1) < _SIGN - 1) | ((first == 0) & (lengths > 1) & (second >= _SIGN))
    return usual, np.minimum(lengths, WIDTH), reasoned


def _seconds(day: Words, clock: Words) -> tuple[NDArray[np.bool_], Seconds]:
    dated, date = _pairs(day >> _16)
    timed, time = _pairs(clock & _SIX)
    hour, minute, second = time & _LOW, time >> _16 & _LOW, time >> _32 & _LOW
    index = (date & _LOW) * _512 + (date >> _16 & _LOW) * _32 + (date >> _32 & _LOW)
    days = _days()[index & _TABLE]
    dated &= timed & ((day & _TWO) == _UTC) & (clock >> _48 & _LOW == _ZULU)
    dated &= (date & _NO_MONTH_OR_DAY) == 0
    dated &= (hour < 24) & (minute < 60) & (second < 60) & (days != _NO_DAY)  # noqa: PLR2004 - the clock
    seconds = (hour * _3600 + minute * _60 + second).astype(np.int64)
    return dated, days.astype(np.int64) * _DAY + seconds


def _pairs(digits: Words) -> tuple[NDArray[np.bool_], Words]:
    """Read three numbers of two digits into octets 0, 2 and 4."""
    values = digits ^ _ZEROS
    written = ((values + _TENS | values) & _TOPS) == 0
    return written, values * _10 + (values >> _8) & _EVEN


def _reasons(first: Words, second: Words) -> tuple[NDArray[np.bool_], Octets]:
    reasons = (second >> _56).astype(np.uint8)
    known = (first == _REASON_A) & ((second & _REASON_B_MASK) == _REASON_B)
    return known & REASON_EXISTS[reasons], reasons


@cache
def _days() -> NDArray[np.int32]:
    """Days since 1970 by ``year << 9 | month << 5 | day`` of a UTCTime."""
    table = np.full(1 << 16, _NO_DAY, np.int32)
    days = np.arange(np.datetime64("1950-01-01"), np.datetime64("2050-01-01"))
    months = days.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(int) + 1970
    month = months.astype(int) % 12 + 1
    day = (days - months).astype(int) + 1
    table[year % 100 << 9 | month << 5 | day] = days.astype(int)
    return table


def _decode_unusual(
    octets: bytes, found: Offsets, rows: Offsets, end: int, columns: _Columns
) -> None:
    """Decode the entries in these rows, counted from the block's first, one by one."""
    if not len(rows):
        return
    entries = [read_entry(octets, start, end) for start in found[rows].tolist()]
    at = columns.filled + rows
    padded = b"".join([entry.serial.rjust(WIDTH, b"\x00") for entry in entries])
    columns.serials[at] = np.frombuffer(padded, np.uint8).reshape(-1, WIDTH)
    columns.lengths[at] = [len(entry.serial) for entry in entries]
    columns.revoked[at] = [entry.revoked for entry in entries]
    columns.reasons[at] = [entry.reason for entry in entries]
    columns.issuers.extend(
        (row, entry.issuer)
        for row, entry in zip(at.tolist(), entries, strict=True)
        if entry.issuer is not None
    )
