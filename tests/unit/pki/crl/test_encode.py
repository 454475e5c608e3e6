"""A list made from columns has the octets that `cryptography` gives the same rows, one by one."""

import hashlib
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.lists import THIS, built_by_cryptography, columns, head, signed
from tegata.pki.crl.draft import draft
from tegata.pki.crl.entries import Entries, Entry, no_entries
from tegata.pki.crl.problems import EntryUnfit, RemovalOutsideDelta
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

FINAL = [reason for reason in Reason if reason is not Reason.REMOVE_FROM_LIST]


@pytest.mark.parametrize(
    "count", [0, 1, 2, 3, 4, 5, 127, 128, 1300, 16383, 16384, 16385, 32767, 32768, 32769, 40000]
)
def test_a_list_of_any_size_is_identical(count: int) -> None:
    entries = columns(count, reasons=FINAL)

    assert signed(head(), entries) == built_by_cryptography(head(), entries)


@pytest.mark.parametrize("reasons", [[Reason.UNSPECIFIED], [Reason.HOLD], list(Reason)])
@pytest.mark.parametrize("partitioned", [True, False])
def test_a_delta_list_with_these_reasons_is_identical(
    reasons: list[Reason], partitioned: bool
) -> None:
    delta, entries = head(9, base=7, partitioned=partitioned), columns(300, reasons=reasons)

    assert signed(delta, entries) == built_by_cryptography(delta, entries)


@pytest.mark.parametrize("size", [65535, 65536, 1 << 20])
def test_a_list_around_the_sizes_where_lengths_grow_is_identical(size: int) -> None:
    one = Entry(Serial(0x7F << 120), THIS, Reason.HOLD)  # 49 octets each
    count = size // 49

    for entries in (Entries.of([one] * n) for n in range(count - 1, count + 2)):
        assert signed(head(), entries) == built_by_cryptography(head(), entries)


@pytest.mark.parametrize("octets", range(1, 21))
def test_a_serial_of_any_length_is_identical(octets: int) -> None:
    edges = {1 << 8 * octets - 8, (1 << 8 * octets - 1) - 1, 1 << 8 * octets - 1}
    rows = [Entry(Serial(n), THIS, reason) for n in edges if n < 1 << 159 for reason in FINAL]

    assert signed(head(), Entries.of(rows)) == built_by_cryptography(head(), rows)


moments = st.datetimes(datetime(1950, 1, 1), datetime(2120, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
rows = st.builds(Entry, st.integers(1, (1 << 159) - 1).map(Serial), moments, st.sampled_from(FINAL))


@settings(max_examples=60)
@given(st.lists(rows, max_size=12))
def test_any_rows_are_identical_beyond_2050_too(chosen: list[Entry]) -> None:
    assert signed(head(), Entries.of(chosen)) == built_by_cryptography(head(), chosen)


def test_chunks_are_the_whole_and_their_size_is_known_before() -> None:
    made = draft(head(), columns(40000, reasons=FINAL))
    digest = hashlib.sha256()
    for chunk in made.tbs_chunks():
        digest.update(chunk)

    assert digest.digest() == hashlib.sha256(made.tbs()).digest()
    assert made.tbs_size == len(made.tbs())


def test_a_list_can_be_written_in_one_pass_around_a_signature_of_known_size() -> None:
    made = draft(head(), columns(50, reasons=FINAL))
    opening, closing = made.envelope(signature_size=256)
    signature = bytes(256)

    assert b"".join([opening, *made.tbs_chunks(), closing, signature]) == assemble(
        made.tbs(), signature
    )


def test_removal_is_refused_in_a_whole_list() -> None:
    rows = [
        Entry(Serial(1), THIS, Reason.HOLD),
        Entry(Serial(2), THIS, Reason.REMOVE_FROM_LIST),
    ]

    with pytest.raises(RemovalOutsideDelta, match="Row 1"):
        draft(head(), Entries.of(rows))


def test_nothing_revoked_leaves_the_field_out() -> None:
    assert draft(head(), no_entries()).tbs() == b"".join(draft(head(), no_entries()).tbs_chunks())


@pytest.mark.parametrize(
    ("serials", "lengths", "seconds", "reason"),
    [
        (b"", [0], 0, 0),
        (b"\x00\x01", [2], 0, 0),
        (bytes(21), [21], 0, 0),
        (b"\x80" + bytes(19), [20], 0, 0),
        (b"\x01", [1], -700_000_000, 0),
        (b"\x01", [1], 300_000_000_000, 0),
        (b"\x01", [1], 0, 7),
        (b"\x01", [1], 0, 11),
        (b"\x01\x02", [1], 0, 0),
    ],
)
def test_rows_that_cannot_be_written_are_refused(
    serials: bytes, lengths: list[int], seconds: int, reason: int
) -> None:
    with pytest.raises(EntryUnfit):
        Entries.of_columns(
            serials=serials,
            lengths=np.array(lengths, np.uint8),
            revoked=np.array([seconds]),
            reasons=np.array([reason], np.uint8),
        )


def test_dates_may_come_as_numpy_dates() -> None:
    entries = Entries.of_columns(
        serials=b"\x05",
        lengths=np.array([1], np.uint8),
        revoked=np.array(["2026-04-01T00:00:00.000"], "datetime64[ms]"),
        reasons=np.array([6], np.uint8),
    )

    assert list(entries) == [Entry(Serial(5), THIS, Reason.HOLD)]
