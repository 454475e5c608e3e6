"""Find where each entry of a list begins: guess by pattern, then prove the chain of lengths."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tegata.pki import der
from tegata.pki.crl.entries import Octets
from tegata.pki.problems import MalformedDer

Offsets = NDArray[np.intp]

_WINDOW = 1 << 19
_LONG_FORM = 0x80
_HEAD = 3  # 30 size 02: what every usual entry begins with
_FEW = 16  # entries that must look even before the whole window is looked at
_SEQUENCE, _INTEGER = np.uint8(der.Tag.SEQUENCE), np.uint8(der.Tag.INTEGER)
_NOWHERE: Offsets = np.empty(0, np.intp)


def offsets(octets: bytes, start: int, end: int) -> Iterator[Offsets]:
    """Tell where the entries between ``start`` and ``end`` begin, some thousands at a time.

    Every offset follows from the one before by its length octets, the first from ``start``: what
    looks like a header inside a serial is never taken for one. Raises MalformedDer.
    """
    view = np.frombuffer(octets, np.uint8)
    at = start
    while at < end:
        stop = min(at + _WINDOW, end)
        found, ends = _even(view, at, stop)
        if not len(found):
            found, ends = _candidates(view, at, stop)
        proved, at = _prove(octets, found, ends, (at, stop, end))
        yield proved
    if at != end:
        raise MalformedDer(position=str(end), why="the last entry runs over the end")


def _even(view: Octets, start: int, stop: int) -> tuple[Offsets, Offsets]:
    """Guess that all entries have the header of the first, and see whether it holds."""
    size = 2 + int(view[start + 1]) if start + 1 < stop else 0
    count = (stop - start) // size if size else 0
    if view[start] != _SEQUENCE or size >= _LONG_FORM or count < _FEW:
        return _NOWHERE, _NOWHERE
    heads = view[start : start + size * count].reshape(count, size)[:, :_HEAD]
    even = (heads[:_FEW] == heads[0]).all() and (heads == heads[0]).all()
    found = start + size * np.arange(count, dtype=np.intp) if even else _NOWHERE
    return found, found + size


def _candidates(view: Octets, start: int, stop: int) -> tuple[Offsets, Offsets]:
    """Find what looks like the header of a usual entry, and where each would end."""
    within = view[start:stop]
    looks = within[:-2] == _SEQUENCE
    looks &= within[2:] == _INTEGER
    found = np.flatnonzero(looks)
    sizes = within[1:][found]
    if sizes.size and sizes.max() >= _LONG_FORM:
        found, sizes = found[sizes < _LONG_FORM], sizes[sizes < _LONG_FORM]
    found += start
    return found, found + 2 + sizes


def _prove(
    octets: bytes, found: Offsets, ends: Offsets, bounds: tuple[int, int, int]
) -> tuple[Offsets, int]:
    """Follow the chain through the candidates; step by length alone where there is none."""
    at, stop, limit = bounds
    breaks = np.append(np.flatnonzero(ends[:-1] != found[1:]), len(found) - 1)
    runs: list[Offsets] = []
    while at < stop:
        first = int(np.searchsorted(found, at))
        if first < len(found) and found[first] == at:
            last = int(breaks[np.searchsorted(breaks, first)])
            runs.append(found[first : last + 1])
            at = int(ends[last])
        else:
            runs.append(np.array([at], np.intp))
            at = der.read_at(octets, at, limit).end
    return np.concatenate(runs), at
