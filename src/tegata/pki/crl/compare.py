"""What changed from one list to the next: new, gone and changed certificates, exactly."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from tegata.pki.crl.entries import WIDTH, Entries
from tegata.pki.crl.index import fingerprints, row_bits

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_BLOCK = 1 << 16
_NONE = -1
_NO_ROWS: Rows = np.empty(0, np.intp)


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
    rows = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.intp)
    keys >>= bits
    twin = np.zeros(len(keys) + 1, np.bool_)  # whether a key equals the one before
    np.equal(keys[1:], keys[:-1], out=twin[1:-1])
    before, after = twin[:-1], twin[1:]
    firsts = after & ~before
    firsts[:-1] &= ~after[1:]  # two, not more
    firsts[:-1] &= (rows[:-1] < split) & (rows[1:] >= split)
    paired = firsts.copy()
    paired[1:] |= firsts[:-1]
    at = np.flatnonzero(firsts)
    return (
        rows[~(before | after)],
        (rows[at], rows[at + 1] - split),
        rows[(before | after) & ~paired],
    )


def _recheck(older: Entries, newer: Entries, match: Rows) -> tuple[Rows, Rows]:
    """Compare matched rows: those with another reason or date, and those of another serial."""
    changed, false = [_NO_ROWS], [_NO_ROWS]
    for start in range(0, len(match), _BLOCK):
        rows = start + np.flatnonzero(match[start : start + _BLOCK] != _NONE)
        onto = match[rows]
        same = _same_serials(older, newer, rows, onto)
        differ = older.reasons[rows] != newer.reasons[onto]
        differ |= older.revoked[rows] != newer.revoked[onto]
        changed.append(rows[same & differ])
        false.append(rows[~same])
    return np.concatenate(changed), np.concatenate(false)


def _same_serials(older: Entries, newer: Entries, rows: Rows, onto: Rows) -> Flags:
    runs = f"V{WIDTH}"
    ours = older.serials.view(runs)[:, 0][rows].view(np.uint32).reshape(-1, WIDTH // 4)
    theirs = newer.serials.view(runs)[:, 0][onto].view(np.uint32).reshape(-1, WIDTH // 4)
    ours ^= theirs
    different = ours[:, 0].copy()
    for column in range(1, WIDTH // 4):
        different |= ours[:, column]
    same: Flags = different == 0
    return same


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
