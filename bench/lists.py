"""The lists that the benchmarks encode and decode: the same in every run."""

from datetime import UTC, datetime, timedelta

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from tegata.pki.crl.draft import ListHead, draft
from tegata.pki.crl.entries import Entries
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.reasons import Reason

KEY = rsa.generate_private_key(65537, 2048)
KEY_ID = x509.SubjectKeyIdentifier.from_public_key(KEY.public_key()).digest
NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Bench CA"),
    ]
)
THIS = datetime(2026, 4, 1, tzinfo=UTC)
HEAD = ListHead(
    issuer=NAME.public_bytes(),
    issuer_key=KeyId(KEY_ID),
    this_update=THIS,
    next_update=THIS + timedelta(days=2),
    number=7,
)
FLAGS = {
    Reason.AFFILIATION_CHANGED: x509.ReasonFlags.affiliation_changed,
    Reason.SUPERSEDED: x509.ReasonFlags.superseded,
    Reason.CESSATION: x509.ReasonFlags.cessation_of_operation,
    Reason.HOLD: x509.ReasonFlags.certificate_hold,
}
SIZES = (100_000, 1_000_000, 10_000_000)
"""How many entries a list has, where nothing else is asked for."""
FIVE_YEARS = 5 * 365 * 86_400


def columns(count: int, *, mixed: bool = True) -> Entries:
    """Make rows: serials of 8 to 16 octets (or all of 16), every one with a reason."""
    chance = np.random.default_rng(20260401)
    lengths = chance.integers(8, 17, count) if mixed else np.full(count, 16)
    serials = chance.integers(0, 256, int(lengths.sum()), np.uint8)
    firsts = np.cumsum(lengths) - lengths
    serials[firsts] = serials[firsts] & 0x7F | 0x40
    until = int(THIS.timestamp())
    return Entries.of_columns(
        serials=serials.tobytes(),
        lengths=lengths.astype(np.uint8),
        revoked=chance.integers(until - FIVE_YEARS, until, count),
        reasons=chance.choice([int(reason) for reason in FLAGS], count).astype(np.uint8),
    )


def signed(entries: Entries) -> bytes:
    """Make the whole signed list, hashing while encoding, as the press does."""
    tbs = draft(HEAD, entries).tbs()
    return assemble(tbs, KEY.sign(tbs, padding.PKCS1v15(), hashes.SHA256()))


def foreign_rows(entries: Entries) -> list[x509.RevokedCertificate]:
    """Make the same rows for `cryptography`."""
    return [
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial.number)
        .revocation_date(entry.revoked)
        .add_extension(x509.CRLReason(FLAGS[entry.reason]), critical=False)
        .build()
        for entry in entries
    ]


def foreign_builder(
    rows: list[x509.RevokedCertificate],
) -> x509.CertificateRevocationListBuilder:
    """Hand `cryptography` all rows at once; its public add-one call copies the list each time."""
    builder = x509.CertificateRevocationListBuilder(NAME, THIS, HEAD.next_update, [], rows)
    key_id = x509.AuthorityKeyIdentifier(KEY_ID, None, None)
    return builder.add_extension(key_id, critical=False).add_extension(
        x509.CRLNumber(HEAD.number), critical=False
    )


def foreign_signed(rows: list[x509.RevokedCertificate]) -> x509.CertificateRevocationList:
    """Let `cryptography` make the whole signed list of its own rows."""
    return foreign_builder(rows).sign(KEY, hashes.SHA256())
