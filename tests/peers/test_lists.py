"""Foreign programs read our lists, verify them, and refuse the certificates on them."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from makers.files import key_pem, pem, said_by, write
from makers.lists import (
    KEY,
    NAME,
    PARTITION,
    PUBLIC,
    THIS,
    columns,
    head,
    read_by_cryptography,
    signed,
)
from makers.responders import CA, RESPONDER_KEY, built
from marks import peer
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.entries import Entries, Entry, no_entries
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

LEAF_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "leaf")])
POINT = x509.DistributionPoint([x509.DirectoryName(PARTITION)], None, None, None)
LEAF = built(LEAF_NAME, RESPONDER_KEY, (x509.CRLDistributionPoints([POINT]), False))
HELD = Entries.of(
    [
        Entry(Serial(7), THIS, Reason.SUPERSEDED),
        Entry(LEAF.serial, THIS - timedelta(days=1), Reason.HOLD),
        Entry(Serial((1 << 159) - 1), THIS, Reason.UNSPECIFIED),
    ]
)
LINTER = str(Path(sys.executable).parent / "lint_crl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, [("ca.pem", pem(CA)), ("leaf.pem", pem(LEAF))])
    return tmp_path


def openssl_verify(folder: Path, octets: bytes) -> tuple[int, str]:
    write(folder, [("list.der", octets)])
    code, said = said_by(
        folder, "openssl", "crl", "-inform", "DER", "-in", "list.der", "-out", "list.pem"
    )
    assert code == 0, said
    return said_by(
        folder,
        *[
            "openssl",
            "verify",
            "-crl_check",
            "-CAfile",
            "ca.pem",
            "-CRLfile",
            "list.pem",
            "leaf.pem",
        ],
    )


@peer("openssl", "faketime")
@pytest.mark.parametrize("partitioned", [True, False])
def test_openssl_refuses_the_held_certificate_and_no_other(folder: Path, partitioned: bool) -> None:
    others = Entries.of([entry for entry in HELD if entry.serial != LEAF.serial])

    code, said = openssl_verify(folder, signed(head(partitioned=partitioned), HELD))
    assert (code, "error 23" in said) == (2, True), said
    for entries in (others, no_entries()):
        code, said = openssl_verify(folder, signed(head(partitioned=partitioned), entries))
        assert (code, said) == (0, "leaf.pem: OK\n")


@peer("openssl", "faketime")
def test_openssl_does_not_take_a_list_of_another_partition(folder: Path) -> None:
    leaf = built(
        LEAF_NAME,
        RESPONDER_KEY,
        (
            x509.CRLDistributionPoints(
                [x509.DistributionPoint([x509.DirectoryName(NAME)], None, None, None)]
            ),
            False,
        ),
    )
    write(folder, [("leaf.pem", pem(leaf))])

    code, said = openssl_verify(folder, signed(head(partitioned=True), no_entries()))

    assert code == 2
    assert "error 3 " in said or "error 44" in said, said


@peer("openssl", "faketime")
def test_openssl_verifies_a_list_of_every_shape_and_reads_every_row(folder: Path) -> None:
    entries = columns(5000)
    write(folder, [("list.der", signed(head(9, base=7, partitioned=True), entries))])

    code, said = said_by(
        folder,
        *[
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            "list.der",
            "-CAfile",
            "ca.pem",
            "-noout",
            "-text",
            "-verify",
        ],
    )

    assert code == 0
    assert "verify OK" in said
    serials = [int(text, 16) for text in re.findall(r"Serial Number: ([0-9A-F]+)", said)]
    assert serials == [entry.serial.number for entry in entries]
    assert said.count("Remove From CRL") == (entries.reasons == 8).sum()
    assert said.count("Certificate Hold") == (entries.reasons == 6).sum()
    for sentence in (
        "X509v3 Delta CRL Indicator: critical",
        "X509v3 Issuing Distribution Point: critical",
        "DirName:C = JP, CN = Chiyoda CRLDP",
    ):
        assert sentence in said


@peer("certtool", "faketime")
def test_gnutls_reads_every_row(folder: Path) -> None:
    write(folder, [("list.der", signed(head(partitioned=True), HELD))])

    code, said = said_by(folder, *["certtool", "--crl-info", "--inder", "--infile", "list.der"])

    assert code == 0
    assert "Revoked certificates (3):" in said
    numbers = re.findall(r"Serial Number \(hex\): ([0-9a-f]+)", said)
    assert [int(text, 16) for text in numbers] == [entry.serial.number for entry in HELD]
    assert "Revoked at: Tue Mar 31 00:00:00 UTC 2026" in said


@peer("certtool", "faketime")
def test_gnutls_verifies_the_signature_and_refuses_a_changed_list(folder: Path) -> None:
    octets = signed(head(), HELD)
    tampered = octets.replace(Serial(7).octets + b"\x17\x0d", b"\x08\x17\x0d")
    command = [
        "certtool",
        "--verify-crl",
        "--inder",
        "--load-ca-certificate",
        "ca.der",
        "--infile",
        "list.der",
    ]

    write(folder, [("list.der", octets), ("ca.der", CA.der)])
    good = said_by(folder, *command)
    write(folder, [("list.der", tampered)])
    bad = said_by(folder, *command)

    assert tampered != octets
    assert "Verification output: Verified" in good[1]
    assert "Not verified" in bad[1]


@peer("lint_crl")
@pytest.mark.parametrize("base", [None, 7])
@pytest.mark.parametrize("partitioned", [True, False])
@pytest.mark.parametrize("entries", [no_entries(), HELD])
def test_pkilint_finds_nothing(
    folder: Path, entries: Entries, partitioned: bool, base: int | None
) -> None:
    write(folder, [("list.der", signed(head(9, base, partitioned=partitioned), entries))])

    found = said_by(folder, LINTER, *["lint", "-t", "CRL", "-p", "PKIX", "-s", "ERROR", "list.der"])

    assert found == (0, "\n")


@peer("lint_crl")
def test_pkilint_would_find_a_number_that_is_missing(folder: Path) -> None:
    builder = x509.CertificateRevocationListBuilder(NAME, THIS, THIS + timedelta(days=1), [], [])
    write(folder, [("list.der", signed_without_number(builder))])

    code, said = said_by(
        folder, LINTER, *["lint", "-t", "CRL", "-p", "PKIX", "-s", "ERROR", "list.der"]
    )

    assert code > 0, said


def signed_without_number(builder: x509.CertificateRevocationListBuilder) -> bytes:
    made = builder.sign(KEY, hashes.SHA256())
    return made.public_bytes(Encoding.DER)


@peer("openssl")
def test_a_list_made_by_openssl_is_read(tmp_path: Path) -> None:
    rows = "".join(
        f"R\t330101000000Z\t260101{hour:02}0000Z{word}\t{hour + 0x81:02X}\tunknown\t/CN=x{hour}\n"
        for hour, word in enumerate(
            ["", ",keyCompromise", ",superseded", ",holdInstruction,holdInstructionCallIssuer"]
        )
    )
    write(
        tmp_path,
        [
            ("ca.pem", pem(CA)),
            ("key.pem", key_pem(KEY)),
            ("index.txt", rows.encode()),
            ("ca.cnf", CONFIG.encode()),
        ],
    )
    code, said = said_by(
        tmp_path,
        *["openssl", "ca", "-gencrl", "-config", "ca.cnf", "-crlexts", "ext", "-out", "out.pem"],
    )
    assert code == 0, said
    said_by(tmp_path, *["openssl", "crl", "-in", "out.pem", "-outform", "DER", "-out", "out.der"])
    octets = (tmp_path / "out.der").read_bytes()

    found = CertificateList.parse(octets)

    found.check_signature(PUBLIC)
    assert [(e.serial.number, e.revoked, e.reason) for e in found.entries] == read_by_cryptography(
        octets
    )
    assert [e.reason for e in found.entries] == [
        Reason.UNSPECIFIED,
        Reason.KEY_COMPROMISE,
        Reason.SUPERSEDED,
        Reason.HOLD,
    ]


CONFIG = """
[ca]
default_ca = x
[x]
database = index.txt
default_md = sha256
default_crl_days = 2
private_key = key.pem
certificate = ca.pem
[ext]
authorityKeyIdentifier = keyid
"""
