"""A list is read as `cryptography` reads it, and what cannot be understood is refused."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from makers.lists import (
    KEY,
    KEY_ID,
    NAME,
    NEXT,
    PARTITION,
    PUBLIC,
    THIS,
    columns,
    head,
    read_by_cryptography,
    signed,
)
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList
from tegata.pki.problems import SignatureWrong
from tegata.pki.x509.general_names import directory_name
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason


def same_columns(ours: Entries, theirs: Entries) -> bool:
    return all(
        np.array_equal(getattr(ours, name), getattr(theirs, name))
        for name in ("serials", "lengths", "revoked", "reasons")
    )


@pytest.mark.parametrize("count", [0, 1, 2, 3, 127, 128, 6000, 40000])
def test_what_was_encoded_is_decoded(count: int) -> None:
    entries = columns(count)

    found = CertificateList.parse(signed(head(base=3), entries))

    assert same_columns(found.entries, entries)


def test_a_list_of_one_shape_is_decoded() -> None:
    serials = [(1 << 126) + 977 * n for n in range(20000)]
    entries = Entries.of([Entry(Serial(n), THIS, Reason.SUPERSEDED) for n in serials])

    assert same_columns(CertificateList.parse(signed(head(), entries)).entries, entries)


def test_a_list_is_read_as_cryptography_reads_it() -> None:
    octets = signed(head(base=3), columns(5000))

    ours = [(e.serial.number, e.revoked, e.reason) for e in CertificateList.parse(octets).entries]

    assert ours == read_by_cryptography(octets)


def test_the_head_is_read() -> None:
    found = CertificateList.parse(signed(head(9, base=7, partitioned=True), columns(3)))

    assert (found.issuer, found.issuer_key) == (NAME.public_bytes(), KEY_ID)
    assert (found.this_update, found.next_update) == (THIS, NEXT)
    assert (found.number, found.base) == (9, 7)
    assert found.scope is not None
    assert found.scope.full_name == (directory_name(PARTITION.public_bytes()),)
    assert not found.scope.indirect


def test_the_signature_is_checked_over_the_octets_that_were_signed() -> None:
    octets = signed(head(base=3), columns(100))
    CertificateList.parse(octets).check_signature(PUBLIC)
    other = rsa.generate_private_key(65537, 2048).public_key()
    tampered = bytearray(octets)
    tampered[len(octets) // 2] ^= 1

    with pytest.raises(SignatureWrong):
        CertificateList.parse(bytes(tampered)).check_signature(PUBLIC)
    with pytest.raises(SignatureWrong):
        CertificateList.parse(octets).check_signature(
            other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        )


def test_every_serial_on_a_list_is_found_and_no_other() -> None:
    entries = columns(3000)
    index = CertificateList.parse(signed(head(base=3), entries)).index
    first = {entry.serial: entry for entry in reversed(list(entries))}

    assert all(index.find(serial) == entry for serial, entry in first.items())
    assert all(
        index.find(Serial(n)) is None
        for n in range(1 << 100, (1 << 100) + 2000)
        if Serial(n) not in first
    )


def test_a_serial_that_stands_twice_is_found_in_list_order() -> None:
    rows = [
        Entry(Serial(5), THIS, Reason.HOLD),
        Entry(Serial(9), THIS, Reason.HOLD),
        Entry(Serial(5), THIS, Reason.SUPERSEDED),
    ]
    index = CertificateList.parse(signed(head(), Entries.of(rows))).index

    assert index.rows(Serial(5)) == [0, 2]
    assert index.find(Serial(5)) == rows[0]


def test_serials_that_differ_only_in_their_length_of_zeros_are_kept_apart() -> None:
    rows = [Entry(Serial(1 << 8 * n), THIS, Reason.HOLD) for n in range(20)]
    index = CertificateList.parse(signed(head(), Entries.of(rows))).index

    assert [index.find(row.serial) for row in rows] == rows


def test_nothing_is_found_on_an_empty_list() -> None:
    assert CertificateList.parse(signed(head(), columns(0))).index.find(Serial(1)) is None


def foreign_list(*entries: x509.RevokedCertificate, **extra: x509.ExtensionType) -> bytes:
    builder = x509.CertificateRevocationListBuilder(NAME, THIS, NEXT, [], list(entries))
    for name, extension in extra.items():
        builder = builder.add_extension(extension, critical=name.startswith("critical"))
    return builder.sign(KEY, hashes.SHA256()).public_bytes(Encoding.DER)


def foreign_entry(number: int, **extra: x509.ExtensionType) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(THIS)
    for name, extension in extra.items():
        builder = builder.add_extension(extension, critical=name.startswith("critical"))
    return builder.build()


def test_entries_with_other_extensions_are_read_one_by_one() -> None:
    invalid = x509.InvalidityDate(datetime(2026, 3, 1, tzinfo=UTC))
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    issuer = x509.CertificateIssuer([x509.DirectoryName(PARTITION)])
    long = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), bytes(200))
    octets = foreign_list(
        foreign_entry(5),
        foreign_entry(6, invalid=invalid, reason=reason),
        foreign_entry(7, reason=reason),
        foreign_entry(8, critical=issuer),
        foreign_entry(9, long=long, reason=reason),
        foreign_entry(10, long=long),
        foreign_entry(11, reason=reason),
    )

    found = CertificateList.parse(octets).entries

    assert [(e.serial.number, e.revoked, e.reason) for e in found] == read_by_cryptography(octets)
    names = found.issuers
    assert [row for row, _ in names] == [3]
    assert PARTITION.public_bytes() in names[0][1]


def test_dates_after_2049_and_odd_dates_are_read() -> None:
    rows = [Entry(Serial(n), THIS + timedelta(days=365 * n), Reason(n % 3)) for n in range(1, 60)]

    assert list(CertificateList.parse(signed(head(), Entries.of(rows))).entries) == rows


def test_an_unknown_critical_extension_is_refused() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")

    with pytest.raises(ListExtensionUnknown, match=r"1\.2\.3\.4"):
        CertificateList.parse(foreign_list(critical=unknown))
    with pytest.raises(ListExtensionUnknown):
        _ = CertificateList.parse(foreign_list(foreign_entry(5, critical=unknown))).entries
    assert CertificateList.parse(foreign_list(unknown=unknown)).number is None


def test_a_scope_with_every_part_is_read() -> None:
    point = x509.IssuingDistributionPoint(
        [x509.UniformResourceIdentifier("http://localhost:8080/a.crl")],
        None,
        only_contains_user_certs=True,
        only_contains_ca_certs=False,
        only_some_reasons=frozenset([x509.ReasonFlags.key_compromise]),
        indirect_crl=True,
        only_contains_attribute_certs=False,
    )

    scope = CertificateList.parse(foreign_list(critical=point)).scope

    assert scope is not None
    assert scope.full_name == (b"\x86\x1bhttp://localhost:8080/a.crl",)
    assert (scope.only_people, scope.only_authorities, scope.indirect) == (True, False, True)
    assert scope.some_reasons == b"\x06\x40"


def test_two_algorithms_are_refused() -> None:
    octets = signed(head(), columns(1))
    at = octets.rindex(bytes.fromhex("2a864886f70d01010b"))
    changed = octets[: at + 8] + b"\x0c" + octets[at + 9 :]

    with pytest.raises(MalformedList, match="two signature algorithms"):
        CertificateList.parse(changed)
