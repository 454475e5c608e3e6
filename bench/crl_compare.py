"""G6: what changed between two lists in different orders. Peer: Python's sets. Limit: SHA-256.

python bench/crl_compare.py --entries 100000 1000000
"""

import argparse

import numpy as np

from lists import SIZES, columns
from measure import Work, growth, interleaved, sha256_of, table
from tegata.pki.crl.compare import compare
from tegata.pki.crl.entries import Entries

SLOW = 1_000_000  # sets are not asked for more: they would take gigabytes
SHARE = 200  # one in so many is new, one gone; a tenth of that changed


def pair(count: int) -> tuple[Entries, Entries, int]:
    """Make two lists of which one in SHARE differs either way, each in its own order."""
    rows, few = columns(count + count // SHARE), count // SHARE
    chance = np.random.default_rng(7)
    older, newer = chance.permutation(count), chance.permutation(count) + few
    reasons = rows.reasons.copy()
    reasons[few * 2 : few * 2 + few // 10] = 9
    return taken(rows, older, rows.reasons), taken(rows, newer, reasons), few


def taken(rows: Entries, order: np.ndarray, reasons: np.ndarray) -> Entries:
    """Put some rows into another order."""
    return Entries(rows.serials[order], rows.lengths[order], rows.revoked[order], reasons[order])


def by_sets(older: Entries, newer: Entries) -> tuple[int, int, int]:
    """Compare as one would without columns: from serials as octets."""
    before = dict(zip(octets(older), older.reasons.tolist(), strict=True))
    after = dict(zip(octets(newer), newer.reasons.tolist(), strict=True))
    new, gone = after.keys() - before.keys(), before.keys() - after.keys()
    changed = sum(before[serial] != after[serial] for serial in before.keys() & after.keys())
    return len(new), len(gone), changed


def octets(entries: Entries) -> list[bytes]:
    """Cut the serials apart."""
    whole = entries.serials.tobytes()
    return [whole[at : at + 20] for at in range(0, len(whole), 20)]


def run(count: int, repeats: int) -> None:
    """Measure one size."""
    older, newer, few = pair(count)
    grown = growth(lambda: compare(older, newer))
    found = compare(older, newer)
    assert (len(found.new), len(found.gone), len(found.changed)) == (few, few, few // 10)
    forty = bytes(40 * count)
    works: dict[str, Work] = {
        "ours": lambda: compare(older, newer),
        "limit: SHA-256 of 40 octets an entry": sha256_of(forty),
    }
    measured = interleaved(works, repeats)
    if count <= SLOW:
        assert by_sets(older, newer) == (few, few, few // 10)
        measured |= interleaved({"Python's sets": lambda: by_sets(older, newer)}, min(repeats, 3))
    table(f"Compare two lists of {count:,}; took {grown / 1e6:.0f} MB", measured, "ours")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, nargs="+", default=SIZES)
    asked.add_argument("--repeats", type=int, default=5)
    options = asked.parse_args()
    for size in options.entries:
        run(size, options.repeats)
