"""Encode the entries of a list: whole blocks at a time, octets identical to one-by-one."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tegata.pki import der
from tegata.pki.crl.entries import WIDTH, Entries, Entry, Octets, Seconds, window

Chunk = bytes | memoryview

REASON_CODE = der.object_identifier("2.5.29.21")

_BLOCK = 1 << 15
_HEAD = 4  # 30 size 02 size
_TIME = 15  # 17 0d YYMMDDhhmmssZ
_DAY = 86_400
_UTC_BEGINS, _UTC_ENDS = -631_152_000, 2_524_608_000  # 1950 and 2050 (RFC 5280, 5.1.2.6)
_GENERALIZED_IS_LONGER = 2


def _reason_extension(reason: int) -> bytes:
    code = der.octet_string(der.integer(reason, der.Tag.ENUMERATED))
    return der.sequence(der.sequence(REASON_CODE, code))


_REASON = len(_reason_extension(1))
_REASONS: NDArray[np.void] = np.array([_reason_extension(i) for i in range(128)], f"V{_REASON}")


def entries_size(entries: Entries) -> int:
    """Count the octets of all entries, without encoding them."""
    late = int(np.count_nonzero(entries.revoked >= _UTC_ENDS))
    reasoned = int(np.count_nonzero(entries.reasons))
    fixed = len(entries) * (_HEAD + _TIME)
    serials = int(entries.lengths.sum(dtype=np.int64))
    return fixed + serials + _REASON * reasoned + _GENERALIZED_IS_LONGER * late


def encoded(entries: Entries) -> Iterator[Chunk]:
    """Encode all entries, in blocks of bounded size."""
    for start in range(0, len(entries), _BLOCK):
        rows = entries.rows(start, start + _BLOCK)
        fits = rows.revoked.min() >= _UTC_BEGINS and rows.revoked.max() < _UTC_ENDS
        yield _block(rows) if fits else b"".join(map(_one, rows))


def _one(entry: Entry) -> bytes:
    """Encode an entry by itself: the meaning of what ``_block`` does to many."""
    reason = _reason_extension(entry.reason) if entry.reason else b""
    return der.sequence(der.integer(entry.serial.number), der.time(entry.revoked), reason)


def _block(rows: Entries) -> memoryview:
    """Encode rows whose dates are all UTCTime, by scattering whole columns into place."""
    reasoned = rows.reasons != 0
    sizes = rows.lengths + np.uint8(_HEAD + _TIME) + reasoned * np.uint8(_REASON)
    ends = WIDTH + np.cumsum(sizes, dtype=np.intp)
    starts = ends - sizes
    times = starts + rows.lengths + _HEAD
    out = np.empty(int(ends[-1]) + 1, np.uint8)
    # 1. Serials, right-aligned: their padding covers the header and at most the date before it,
    #    never another serial. The block's first row pads into WIDTH octets that are cut off.
    window(out, WIDTH)[times - WIDTH] = rows.serials.view(f"V{WIDTH}")[:, 0]
    # 2. Headers and dates, over the padding. A date is written with the octet that follows it,
    #    which is the same for a reason and for a next entry; the last one's is cut off.
    window(out, _HEAD)[starts] = _heads(sizes, rows.lengths)
    _put_times(out, times, rows.revoked)
    # 3. Reasons, in the room left for them.
    window(out, _REASON)[times[reasoned] + _TIME] = _REASONS[rows.reasons[reasoned]]
    return out[WIDTH:-1].data


def _heads(sizes: Octets, lengths: Octets) -> NDArray[np.void]:
    heads = np.empty((len(sizes), _HEAD), np.uint8)
    heads[:, 0], heads[:, 1] = der.Tag.SEQUENCE, sizes - 2
    heads[:, 2], heads[:, 3] = der.Tag.INTEGER, lengths
    return heads.view(f"V{_HEAD}")[:, 0]


def _put_times(out: Octets, at: NDArray[np.intp], revoked: Seconds) -> None:
    days = revoked // _DAY
    window(out, 8)[at] = _dates()[days - _UTC_BEGINS // _DAY]
    window(out, 8)[at + 8] = _clocks()[revoked - days * _DAY]


@cache
def _dates() -> NDArray[np.void]:
    """``17 0d YYMMDD`` for every day of UTCTime."""
    days = np.arange(_UTC_BEGINS // _DAY, _UTC_ENDS // _DAY).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(int) + 1970
    written = year % 100 * 10_000 + (months.astype(int) % 12 + 1) * 100
    return _table(b"\x17\x0d%06d", written + (days - months).astype(int) + 1)


@cache
def _clocks() -> NDArray[np.void]:
    """``hhmmssZ`` for every second of a day, and the 30 with which whatever follows begins."""
    second = np.arange(_DAY)
    return _table(b"%06dZ0", second // 3600 * 10_000 + second // 60 % 60 * 100 + second % 60)


def _table(form: bytes, numbers: NDArray[np.int64]) -> NDArray[np.void]:
    written = [form % number for number in numbers.tolist()]
    return np.array(written, f"V{len(written[0])}")
