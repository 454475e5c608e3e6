"""A list made to mislead is read as `cryptography` reads it, or refused: never wrongly."""

from datetime import timedelta

import numpy as np
import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st
from pyradamsa import Radamsa

from makers.lists import REASONS, THIS, columns, head, read_by_cryptography, signed
from tegata.kit.core.problem import Problem
from tegata.pki import der
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.decode import decode
from tegata.pki.crl.encode import encoded
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

ALL = list(Reason)
MUTANTS = 600

# Octets that a boundary search could take for an entry, or for a part of one.
DECOYS = [
    bytes.fromhex(text)
    for text in (
        "301202017f170d323630343031303030", "302002", "30020230020230020230020230020230020230",
        "3031020f303102", "170d3236303430313030303030305a", "300c300a0603551d1504030a0106",
        "3081020230820202", "30130202307f170d32363034303130303030", "0230020230020230",
    )
]  # fmt: skip


def read_by_us(octets: bytes) -> list[tuple[int, object, Reason]]:
    return [(e.serial.number, e.revoked, e.reason) for e in CertificateList.parse(octets).entries]


@pytest.mark.parametrize("every", [1, 2, 7])
def test_serials_shaped_like_headers_change_nothing(every: int) -> None:
    hostile = [Serial.of_octets(decoy) for decoy in DECOYS]
    plain = columns(20000)
    rows = [
        Entry(hostile[row % len(hostile)], entry.revoked, entry.reason)
        if row % every == 0
        else entry
        for row, entry in enumerate(plain)
    ]

    assert list(CertificateList.parse(signed(head(base=1), Entries.of(rows))).entries) == rows


headers = st.lists(
    st.sampled_from([0x30, 0x02, 0x12, 0x13, 0x14, 0x17, 0x0D, 0x20]), min_size=1, max_size=19
)


@settings(max_examples=100)
@given(st.lists(headers, min_size=1, max_size=60))
def test_serials_of_nothing_but_header_octets_change_nothing(serials: list[list[int]]) -> None:
    rows = [
        Entry(Serial.of_octets(bytes(octets)), THIS, ALL[len(octets) % 5]) for octets in serials
    ]

    assert list(CertificateList.parse(signed(head(), Entries.of(rows))).entries) == rows


REASON = bytes.fromhex("300c300a0603551d1504030a01")
OTHERS = [
    b"",
    REASON + b"\x01",
    REASON + b"\x00",
    REASON + b"\x06",
    bytes.fromhex("3019300a0603551d1504030a0106300b06032a030404040500ffff"),
    bytes.fromhex("300d300b06032a0304040405000000"),
    bytes.fromhex(
        "3024300a0603551d1504030a010430160603551d18040f180d32303236303430313030303030305a"
    )[:-1],
    der.sequence(der.sequence(b"\x06\x03\x2a\x03\x04", der.octet_string(bytes(200)))),
]


@st.composite
def entries_of_any_shape(draw: st.DrawFn) -> bytes:
    serial = draw(st.integers(-(1 << 168), 1 << 168) | st.integers(1, 1 << 159))
    day = THIS + timedelta(days=draw(st.integers(-20000, 20000)))
    time_of = draw(st.sampled_from([der.time, der.generalized_time]))
    body = der.integer(serial) + time_of(day) + draw(st.sampled_from(OTHERS))
    size = draw(st.sampled_from([der.length(len(body)), b"\x81" + bytes([len(body) & 0xFF])]))
    return b"\x30" + size + body


def list_around(entries: bytes) -> bytes:
    """Put raw entries into a signed list in place of its own; the signature is then wrong."""
    template = der.read(signed(head(), Entries.of([Entry(Serial(1), THIS, Reason.HOLD)])))
    tbs, *rest = template
    fields = [field.encoding for field in tbs]
    fields[5] = der.sequence(entries)
    return der.sequence(der.sequence(*fields), *(part.encoding for part in rest))


def agree_or_refuse(octets: bytes) -> bool:
    """Read by both: when we do not refuse, `cryptography` must read the same."""
    try:
        ours = read_by_us(octets)
    except Problem:
        return False
    try:
        theirs = read_by_cryptography(octets)
    except (ValueError, x509.DuplicateExtension):
        # Laxer we may be only where nothing depends on it: it reads extensions we pass over.
        return True
    assert ours == theirs
    return True


@settings(max_examples=300)
@given(st.lists(entries_of_any_shape(), min_size=1, max_size=8))
def test_entries_of_any_shape_are_read_alike_or_refused(entries: list[bytes]) -> None:
    agree_or_refuse(list_around(b"".join(entries)))


@settings(max_examples=300)
@given(st.data())
def test_a_changed_octet_is_read_alike_or_refused(data: st.DataObject) -> None:
    octets = bytearray(signed(head(base=1), columns(data.draw(st.integers(1, 30)))))
    for _ in range(data.draw(st.integers(1, 3))):
        octets[data.draw(st.integers(0, len(octets) - 300))] = data.draw(st.integers(0, 255))

    agree_or_refuse(bytes(octets))


def test_mutants_are_read_alike_or_refused() -> None:
    mutator, seeds = Radamsa(), [signed(head(base=1), columns(n)) for n in (1, 3, 40)]

    read = [agree_or_refuse(bytes(mutator.fuzz(seeds[n % 3], seed=n))) for n in range(MUTANTS)]

    assert any(read)
    assert not all(read)


@settings(max_examples=300)
@given(st.binary(max_size=400), st.integers(0, 70), st.integers(0, 70))
def test_whatever_the_octets_nothing_but_a_refusal_comes_out(
    octets: bytes, before: int, after: int
) -> None:
    try:
        decode(bytes(before) + octets + bytes(after), before, before + len(octets))
    except Problem:
        return


@pytest.mark.parametrize("where", [0, 1, 63, 64, 65])
def test_a_block_at_the_edge_of_memory_is_read(where: int) -> None:
    rows = columns(200)
    tbs = signed(head(base=1), rows)
    found = CertificateList.parse(tbs)
    start, end = found._listed
    part = bytes(where) + tbs[start:end]

    assert np.array_equal(decode(part, where, len(part)).serials, rows.serials)


def outcome(octets: bytes, around: int) -> object:
    """Decode with or without room around: with room by blocks, without it one by one."""
    room = bytes(around)
    try:
        found = decode(room + octets + room, around, around + len(octets))
    except Problem:
        return None
    return list(found)


@pytest.mark.parametrize("reason", [Reason.UNSPECIFIED, Reason.HOLD])
@pytest.mark.parametrize("number", [0x80, 0x7F << 152])
def test_no_single_octet_makes_the_block_reader_differ(number: int, reason: Reason) -> None:
    octets = b"".join(encoded(Entries.of([Entry(Serial(number), THIS, reason)])))
    for at in range(len(octets)):
        for octet in [
            *range(0x0E),
            *range(0x12, 0x20, 3),
            *range(0x2F, 0x3C),
            0x5A,
            0x7F,
            0x80,
            0xFF,
        ]:
            changed = octets[:at] + bytes([octet]) + octets[at + 1 :]
            assert outcome(changed, 64) == outcome(changed, 0), changed.hex()


@pytest.mark.parametrize("size", [0, 21])
def test_a_serial_of_no_octets_or_too_many_is_refused(size: int) -> None:
    octets = der.sequence(der.element(der.Tag.INTEGER, b"\x11" * size), der.time(THIS))

    assert outcome(octets, 64) is outcome(octets, 0) is None


@pytest.mark.parametrize("octets", ["00", "30", "3000", "300002", "301202", "02"])
@pytest.mark.parametrize("around", [0, 1, 64])
def test_a_crumb_is_refused(octets: str, around: int) -> None:
    assert outcome(bytes.fromhex(octets), around) is None


def test_an_entry_that_runs_over_the_end_is_refused() -> None:
    octets = signed(head(base=1), columns(50))
    start, end = CertificateList.parse(octets)._listed

    for cut in range(1, 40):
        with pytest.raises(Problem):
            decode(octets, start, end - cut)


def test_every_reason_is_known_to_both() -> None:
    assert set(REASONS.values()) == set(Reason)
