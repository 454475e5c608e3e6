"""Two lists are compared exactly, whatever their order and however their fingerprints collide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.lists import THIS, columns
from tegata.pki.crl import compare as module
from tegata.pki.crl.compare import Comparison, compare
from tegata.pki.crl.entries import Entries, Entry, no_entries
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

rows = st.lists(
    st.builds(
        Entry,
        st.integers(1, 40).map(lambda n: Serial(n << 130 | n)),
        st.just(THIS),
        st.sampled_from([Reason.HOLD, Reason.SUPERSEDED]),
    ),
    max_size=40,
)


def by_dictionary(older: Entries, newer: Entries) -> dict[str, list[int]]:
    before = {e.serial: (row, e) for row, e in reversed(list(enumerate(older)))}
    after = {e.serial: (row, e) for row, e in reversed(list(enumerate(newer)))}
    changed = sorted(
        (row, before[serial][0])
        for serial, (row, entry) in after.items()
        if serial in before and before[serial][1] != entry
    )
    return {
        "new": sorted(row for serial, (row, _) in after.items() if serial not in before),
        "gone": sorted(row for serial, (row, _) in before.items() if serial not in after),
        "changed": [row for row, _ in changed],
        "changed_from": [row for _, row in changed],
    }


def as_lists(found: Comparison) -> dict[str, list[int]]:
    return {
        name: getattr(found, name).tolist() for name in ("new", "gone", "changed", "changed_from")
    }


@given(rows, rows)
def test_a_comparison_is_that_of_dictionaries(older: list[Entry], newer: list[Entry]) -> None:
    before, after = Entries.of(older), Entries.of(newer)

    assert as_lists(compare(before, after)) == by_dictionary(before, after)


@settings(max_examples=50)
@given(rows, rows, st.sampled_from([0, 1, 3]))
def test_colliding_fingerprints_change_nothing(
    older: list[Entry], newer: list[Entry], kinds: int
) -> None:
    before, after = Entries.of(older), Entries.of(newer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            module,
            "fingerprints",
            lambda serials: (serials[:, -1].astype(np.uint64) & np.uint64(kinds)) << np.uint64(60),
        )

        assert as_lists(compare(before, after)) == by_dictionary(before, after)


def test_planted_changes_between_long_lists_are_all_found() -> None:
    older = list({entry.serial: entry for entry in columns(30000)}.values())
    kept = [Entry(e.serial, e.revoked, Reason.HOLD) for e in older[:100]] + older[100:-200]
    added = [Entry(Serial((1 << 158) + n), THIS, Reason.HOLD) for n in range(70)]
    newer = added + kept[::-1]
    before, after = Entries.of(older), Entries.of(newer)

    found = compare(before, after)

    assert as_lists(found) == by_dictionary(before, after)
    assert len(found.new) == 70
    assert len(found.gone) == 200
    assert 0 < len(found.changed) <= 100


def test_nothing_changes_between_empty_lists() -> None:
    assert as_lists(compare(no_entries(), no_entries())) == by_dictionary(
        no_entries(), no_entries()
    )
