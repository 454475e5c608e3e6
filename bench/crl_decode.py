"""G3, G4, G5: read every serial, date and reason of a list. Peers: `cryptography`, OpenSSL, asn1crypto.

python bench/crl_decode.py --entries 100000 1000000
"""

import argparse
import resource
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from asn1crypto import crl as foreign
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lists import FLAGS, KEY, SIZES, columns, foreign_signed, signed
from measure import Work, growth, interleaved, sha256_of, table
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.entries import Entries

PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
HOUR = timedelta(hours=1)
SLOW = 1_000_000  # peers are not asked for more: they would take minutes
OURS = "ours: all columns"


def everything(octets: bytes) -> list[tuple[int, datetime, x509.ReasonFlags]]:
    """Read serials, dates and reasons by `cryptography`."""
    return [
        (
            each.serial_number,
            each.revocation_date_utc,
            each.extensions.get_extension_for_class(x509.CRLReason).value.reason,
        )
        for each in x509.load_der_x509_crl(octets)
    ]


def by_asn1crypto(octets: bytes) -> list[tuple[int, datetime]]:
    """Read serials and dates by asn1crypto."""
    rows = foreign.CertificateList.load(octets)["tbs_cert_list"]["revoked_certificates"]
    return [(row["user_certificate"].native, row["revocation_date"].native) for row in rows]


def verified(octets: bytes) -> Entries:
    """Read a list and check its signature."""
    found = CertificateList.parse(octets)
    found.check_signature(PUBLIC)
    return found.entries


def child_cpu(command: list[str]) -> tuple[float, float]:
    """Run a program once; tell its CPU and wall seconds."""
    before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - since


def check(octets: bytes, entries: Entries) -> None:
    """See that every serial, date and reason is what `cryptography` reads."""
    flags = {flag: int(reason) for reason, flag in FLAGS.items()}
    theirs = everything(octets)
    serials = b"".join(number.to_bytes(20, "big") for number, _, _ in theirs)
    assert serials == entries.serials.tobytes()
    dates = [int(since.replace(tzinfo=UTC).timestamp()) for _, since, _ in theirs]
    assert np.array_equal(entries.revoked, np.array(dates))
    assert np.array_equal(entries.reasons, np.array([flags[flag] for _, _, flag in theirs]))


def run(count: int, repeats: int, *, mixed: bool) -> None:
    """Measure one size."""
    octets = signed(columns(count, mixed=mixed))
    grown = growth(lambda: verified(octets)) + len(octets)
    entries = verified(octets)
    works: dict[str, Work] = {
        OURS: lambda: CertificateList.parse(octets).entries,
        "ours: all columns and the signature": lambda: verified(octets),
        "limit: SHA-256 of the list": sha256_of(octets),
    }
    measured = interleaved(works, repeats)
    if count <= SLOW:
        check(octets, entries)
        peers: dict[str, Work] = {
            "cryptography, serials only": lambda: [
                each.serial_number for each in x509.load_der_x509_crl(octets)
            ],
            "cryptography, all": lambda: everything(octets),
            "asn1crypto, serials and dates": lambda: by_asn1crypto(octets),
        }
        measured |= interleaved(peers, 1 if count == SLOW else 3)
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "list.crl"
            path.write_bytes(octets)
            command = ["openssl", "crl", "-inform", "DER", "-in", str(path), "-noout", "-text"]
            measured["openssl crl -text (a process)"] = child_cpu(command)
    shape = "serials of 8 to 16 octets" if mixed else "one shape"
    size = f"{count:,} entries, {len(octets) / 1e6:.1f} MB, {shape}"
    table(f"Read a list: {size}; {grown / count:.0f} B/entry with the list itself", measured, OURS)


def unusual(count: int, repeats: int) -> None:
    """Measure entries that go the generic way: each with an invalidityDate of its own."""
    rows = [
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial.number)
        .revocation_date(entry.revoked)
        .add_extension(x509.InvalidityDate(entry.revoked - HOUR), critical=False)
        .add_extension(x509.CRLReason(FLAGS[entry.reason]), critical=False)
        .build()
        for entry in columns(count)
    ]
    octets = foreign_signed(rows).public_bytes(Encoding.DER)
    check(octets, CertificateList.parse(octets).entries)
    works: dict[str, Work] = {
        OURS: lambda: CertificateList.parse(octets).entries,
        "cryptography, all": lambda: everything(octets),
    }
    table(f"Unusual entries: {count:,}", interleaved(works, repeats), OURS)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, nargs="+", default=SIZES)
    asked.add_argument("--repeats", type=int, default=5)
    options = asked.parse_args()
    unusual(20_000, options.repeats)
    for size in options.entries:
        run(size, options.repeats, mixed=True)
        run(size, options.repeats, mixed=False)
