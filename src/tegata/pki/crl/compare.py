"""What changed from one list to the next: new, gone and changed certificates, exactly."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from tegata.pki.crl.entries import WIDTH, Entries
from tegata.pki.crl.index import fingerprints, row_bits

Rows = NDArray[np.intp]

_BLOCK = 1 << 16
_NONE = -1
_NO_ROWS: Rows = np.empty(0, np.intp)
_PACKED = np.dtype([("serial", f"V{WIDTH}"), ("reason", "<u4"), ("revoked", "<i8")])
_HALF = np.uint64(32)  # of the third word: the serial's last octets are below, the reason above


@frozen(eq=False)
class Comparison:
    """The rows by which two lists differ. A serial that stands twice counts where it is first."""

    new: Rows
    """Rows of the newer list whose certificate the older one does not name."""
    gone: Rows
    """Rows of the older list whose certificate the newer one does not name."""
    changed: Rows
    """Rows of the newer list whose reason or date is not what the older one gives."""
    changed_from: Rows
    """The rows that those have in the older list."""


def compare(older: Entries, newer: Entries) -> Comparison:
    """Tell what changed, in the order of the lists.

    One sort joins the two lists by fingerprint. Every pair is then rechecked on its serials, and
    where a fingerprint stands for anything but one row of each list the serials decide.
    """
    alone, pairs, crowds = _join(older, newer)
    split = len(older)
    match = np.full(split, _NONE, np.intp)
    match[pairs[0]] = pairs[1]
    changed, false = _recheck(older, newer, match)
    unclear = [crowds, false, match[false] + split]
    gone, new, matched = _exactly(older, newer, np.sort(np.concatenate(unclear)))
    also = [old for old, row in matched if _differ(older, newer, old, row)]
    match[[old for old, _ in matched]] = [row for _, row in matched]
    before = np.concatenate([changed, np.array(also, np.intp)])
    before = before[np.argsort(match[before])]
    return Comparison(
        new=np.sort(np.concatenate([alone[alone >= split] - split, new])),
        gone=np.sort(np.concatenate([alone[alone < split], gone])),
        changed=match[before],
        changed_from=before,
    )


def _join(older: Entries, newer: Entries) -> tuple[Rows, tuple[Rows, Rows], Rows]:
    """Sort both lists by fingerprint: rows that stand alone, pairs across, and crowds.

    Rows of the newer list are counted on from the older one's, except in pairs.
    """
    split = len(older)
    bits = np.uint64(row_bits(split + len(newer)))
    keys = np.concatenate([fingerprints(older.serials), fingerprints(newer.serials)])
    keys >>= bits
    keys <<= bits
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    below = (np.uint64(1) << bits) - np.uint64(1)
    prefixes = keys >> bits
    twins = np.flatnonzero(prefixes[1:] == prefixes[:-1])
    first, second = (keys[twins] & below).astype(np.intp), (keys[twins + 1] & below).astype(np.intp)
    # A pair is two equal keys and not more, the older list's row first.
    crowded = (first >= split) | (second < split)
    chained = np.diff(twins) == 1
    crowded[1:] |= chained
    crowded[:-1] |= chained
    lone = np.ones(len(keys), np.bool_)
    lone[twins] = lone[twins + 1] = False
    alone = (keys[lone] & below).astype(np.intp)
    pairs = first[~crowded], second[~crowded] - split
    return alone, pairs, np.concatenate([first[crowded], second[crowded]])


def _recheck(older: Entries, newer: Entries, match: Rows) -> tuple[Rows, Rows]:
    """Compare matched rows: those with another reason or date, and those of another serial."""
    changed, false = [_NO_ROWS], [_NO_ROWS]
    whole = _packed(newer, slice(None))
    for start in range(0, len(match), _BLOCK):
        part = slice(start, start + _BLOCK)
        matched = match[part] != _NONE
        rows = np.flatnonzero(matched)
        theirs = whole[match[part][rows]].view(np.uint64).reshape(-1, 4)
        theirs ^= _packed(older, part)[rows].view(np.uint64).reshape(-1, 4)
        other = (theirs[:, 0] | theirs[:, 1] | theirs[:, 2] << _HALF) != 0
        differ = (theirs[:, 2] >> _HALF | theirs[:, 3]) != 0
        changed.append(start + rows[differ & ~other])
        false.append(start + rows[other])
    return np.concatenate(changed), np.concatenate(false)


def _packed(entries: Entries, part: slice) -> NDArray[np.void]:
    """Put all that is compared of a row into 32 octets, so that one look into memory fetches it."""
    serials = entries.serials[part]
    rows = np.empty(len(serials), _PACKED)
    rows["serial"] = serials.view(f"V{WIDTH}")[:, 0]
    rows["reason"], rows["revoked"] = entries.reasons[part], entries.revoked[part]
    return rows.view(f"V{_PACKED.itemsize}")


def _exactly(
    older: Entries, newer: Entries, rows: Rows
) -> tuple[Rows, Rows, list[tuple[int, int]]]:
    """Settle by whole serials what fingerprints left open."""
    split = len(older)
    before = _firsts(older, rows[rows < split].tolist())
    after = _firsts(newer, (rows[rows >= split] - split).tolist())
    gone = [row for serial, row in before.items() if serial not in after]
    new = [row for serial, row in after.items() if serial not in before]
    both = [(row, after[serial]) for serial, row in before.items() if serial in after]
    return np.array(gone, np.intp), np.array(new, np.intp), both


def _firsts(entries: Entries, rows: Iterable[int]) -> dict[bytes, int]:
    firsts: dict[bytes, int] = {}
    for row in rows:
        firsts.setdefault(entries.serials[row].tobytes(), row)
    return firsts


def _differ(older: Entries, newer: Entries, old: int, row: int) -> bool:
    return bool(
        older.reasons[old] != newer.reasons[row] or older.revoked[old] != newer.revoked[row]
    )
