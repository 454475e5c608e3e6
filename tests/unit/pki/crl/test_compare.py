"""Two lists are compared exactly, whatever their order and however their fingerprints collide."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.lists import THIS, columns, head, signed
from marks import row
from tegata.pki.crl import compare as module
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.compare import Comparison, compare
from tegata.pki.crl.draft import draft
from tegata.pki.crl.entries import Entries, Entry, no_entries
from tegata.pki.crl.problems import RemovalOutsideDelta
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

rows = st.lists(
    st.builds(
        Entry,
        st.builds(
            lambda n, shift: Serial(n << shift), st.integers(1, 20), st.sampled_from([0, 130])
        ),
        st.sampled_from([THIS, THIS + timedelta(seconds=1)]),
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


@row("D-CRL-01")
def test_a_resumed_certificate_is_gone_from_the_whole_list_and_removed_in_the_delta() -> None:
    held, lost = Entry(Serial(5), THIS, Reason.HOLD), Entry(Serial(6), THIS, Reason.KEY_COMPROMISE)
    resumed = Entry(Serial(5), THIS, Reason.REMOVE_FROM_LIST)
    before = CertificateList.parse(signed(head(1), Entries.of([held, lost])))
    after = CertificateList.parse(signed(head(2), Entries.of([lost])))
    delta = CertificateList.parse(signed(head(2, base=1), Entries.of([resumed])))

    found = compare(before.entries, after.entries)

    assert [before.entries.entry(row) for row in found.gone.tolist()] == [held]
    assert (len(found.new), len(found.changed)) == (0, 0)
    assert list(delta.entries) == [resumed]
    with pytest.raises(RemovalOutsideDelta):
        draft(head(2), Entries.of([resumed]))
