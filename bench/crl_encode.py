"""G1, G2: make a signed list from columns. Peers: `cryptography`, `openssl ca`. Limit: SHA-256.

python bench/crl_encode.py --entries 100000 1000000
"""

import argparse
import hashlib
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lists import (
    HEAD,
    KEY,
    NAME,
    SIZES,
    THIS,
    columns,
    foreign_builder,
    foreign_rows,
    foreign_signed,
    signed,
)
from measure import Work, cpu, growth, interleaved, sha256_of, table
from tegata.pki.crl.draft import draft
from tegata.pki.crl.entries import Entries

SLOW = 1_000_000  # peers are not asked for more: they would take minutes
WORDS = {
    "AFFILIATION_CHANGED": "affiliationChanged",
    "SUPERSEDED": "superseded",
    "CESSATION": "cessationOfOperation",
    "HOLD": "certificateHold",
}


def streamed(entries: Entries, path: Path) -> None:
    """Write the list in one pass while hashing it: memory stays that of one block."""
    made = draft(HEAD, entries)
    opening, closing = made.envelope(256)
    digest = hashlib.sha256()
    with path.open("wb") as out:
        out.write(opening)
        for chunk in made.tbs_chunks():
            digest.update(chunk)
            out.write(chunk)
        out.write(closing)
        out.write(KEY.sign(digest.digest(), padding.PKCS1v15(), utils.Prehashed(hashes.SHA256())))


def hashed(entries: Entries) -> None:
    """Encode and hash, and keep nothing."""
    digest = hashlib.sha256()
    for chunk in draft(HEAD, entries).tbs_chunks():
        digest.update(chunk)


def by_openssl(entries: Entries, folder: Path) -> Work:
    """Prepare `openssl ca -gencrl` on the same rows."""
    (folder / "key.pem").write_bytes(
        KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    builder = x509.CertificateBuilder(NAME, NAME, KEY.public_key(), 1, THIS, HEAD.next_update)
    made = builder.sign(KEY, hashes.SHA256())
    (folder / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    with (folder / "index.txt").open("w") as index:
        for entry in entries:
            number = f"{entry.serial.number:X}"
            number = "0" * (len(number) % 2) + number
            since, word = f"{entry.revoked:%y%m%d%H%M%SZ}", WORDS[entry.reason.name]
            index.write(f"R\t330101000000Z\t{since},{word}\t{number}\tunknown\t/CN=x{number}\n")
    (folder / "ca.cnf").write_text(
        f"[ca]\ndefault_ca=x\n[x]\ndatabase={folder}/index.txt\ndefault_md=sha256\n"
        f"default_crl_days=2\nprivate_key={folder}/key.pem\ncertificate={folder}/ca.pem\n"
    )
    command = ["openssl", "ca", "-gencrl", "-config", "ca.cnf", "-out", "out.pem"]
    return lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True)


def child_cpu(work: Work) -> tuple[float, float]:
    """Run a program once; tell its CPU and wall seconds."""
    before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - since


def run(count: int, repeats: int, folder: Path) -> None:
    """Measure one size."""
    entries = columns(count)
    works: dict[str, Work] = {"streamed to a file, signed": lambda: streamed(entries, folder / "a")}
    grown = growth(works["streamed to a file, signed"])
    works["encode and hash"] = lambda: hashed(entries)
    works["ours: one piece, signed"] = lambda: signed(entries)
    octets = signed(entries)
    works["limit: SHA-256 of the list"] = sha256_of(octets)
    works["limit: copy of the list"] = lambda: bytearray(octets)
    measured = interleaved(works, repeats)
    if count <= SLOW:
        rows = foreign_rows(entries)
        assert foreign_signed(rows).public_bytes(Encoding.DER) == octets
        ready = {"cryptography, rows built before": lambda: foreign_signed(rows)}
        measured |= interleaved(ready, min(repeats, 3))
        del rows
        whole = {"cryptography, rows and list": lambda: foreign_signed(foreign_rows(entries))}
        measured |= interleaved(whole, 1)
        measured["openssl ca -gencrl (a process)"] = child_cpu(by_openssl(entries, folder))
    size = f"{count:,} entries, {len(octets) / 1e6:.1f} MB; streaming took {grown / 1e6:.0f} MB"
    table(f"Make a list: {size}", measured, "ours: one piece, signed")
    streaming = measured["streamed to a file, signed"][0]
    limit = measured["limit: SHA-256 of the list"][0]
    print(f"streamed ÷ SHA-256 = {streaming / limit:.2f}")


def quadratic() -> None:
    """Show that the public add-one call takes four times as long for twice the rows."""
    print("\ncryptography, the public add-one call (CPU s):")
    for count in (20_000, 40_000):
        rows, builder = foreign_rows(columns(count)), foreign_builder([])
        begun = cpu()
        for row in rows:
            builder = builder.add_revoked_certificate(row)
        print(f"{count:>10,}{cpu() - begun:10.2f}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, nargs="+", default=SIZES)
    asked.add_argument("--repeats", type=int, default=5)
    options = asked.parse_args()
    for size in options.entries:
        with tempfile.TemporaryDirectory() as scratch:
            run(size, options.repeats, Path(scratch))
    quadratic()
