"""Lists and columns for the tests of lists, and the same lists as `cryptography` builds them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from tegata.pki.crl.draft import ListHead, draft
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.general_names import directory_name
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.reasons import Reason

KEYS = Path(__file__).parents[1] / "vectors" / "keys"


def stored_key(name: str) -> rsa.RSAPrivateKey:
    made = load_pem_private_key((KEYS / f"{name}.pem").read_bytes(), password=None)
    assert isinstance(made, rsa.RSAPrivateKey)
    return made


KEY = stored_key("auth-ca")
PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
KEY_ID = x509.SubjectKeyIdentifier.from_public_key(KEY.public_key()).digest
NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tegata"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "認証局"),
    ]
)
PARTITION = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Chiyoda CRLDP"),
    ]
)
THIS = datetime(2026, 4, 1, tzinfo=UTC)
NEXT = THIS + timedelta(days=2)

FLAGS = {
    Reason.UNSPECIFIED: x509.ReasonFlags.unspecified,
    Reason.KEY_COMPROMISE: x509.ReasonFlags.key_compromise,
    Reason.CA_COMPROMISE: x509.ReasonFlags.ca_compromise,
    Reason.AFFILIATION_CHANGED: x509.ReasonFlags.affiliation_changed,
    Reason.SUPERSEDED: x509.ReasonFlags.superseded,
    Reason.CESSATION: x509.ReasonFlags.cessation_of_operation,
    Reason.HOLD: x509.ReasonFlags.certificate_hold,
    Reason.REMOVE_FROM_LIST: x509.ReasonFlags.remove_from_crl,
    Reason.PRIVILEGE_WITHDRAWN: x509.ReasonFlags.privilege_withdrawn,
    Reason.AA_COMPROMISE: x509.ReasonFlags.aa_compromise,
}
REASONS = {flag: reason for reason, flag in FLAGS.items()}


def head(number: int = 7, base: int | None = None, *, partitioned: bool = False) -> ListHead:
    return ListHead(
        issuer=NAME.public_bytes(),
        issuer_key=KeyId(KEY_ID),
        this_update=THIS,
        next_update=NEXT,
        number=number,
        base=base,
        distribution_point=(directory_name(PARTITION.public_bytes()),) if partitioned else (),
    )


def signed(list_head: ListHead, entries: Entries) -> bytes:
    tbs = draft(list_head, entries).tbs()
    return assemble(tbs, KEY.sign(tbs, padding.PKCS1v15(), hashes.SHA256()))


def built_by_cryptography(list_head: ListHead, entries: Iterable[Entry]) -> bytes:
    builder = x509.CertificateRevocationListBuilder(
        NAME, list_head.this_update, list_head.next_update, [], [foreign(each) for each in entries]
    ).add_extension(x509.AuthorityKeyIdentifier(KEY_ID, None, None), critical=False)
    builder = builder.add_extension(x509.CRLNumber(list_head.number), critical=False)
    if list_head.base is not None:
        builder = builder.add_extension(x509.DeltaCRLIndicator(list_head.base), critical=True)
    if list_head.distribution_point:
        names = [x509.DirectoryName(PARTITION)]
        point = x509.IssuingDistributionPoint(
            names,
            None,
            only_contains_user_certs=False,
            only_contains_ca_certs=False,
            only_some_reasons=None,
            indirect_crl=False,
            only_contains_attribute_certs=False,
        )
        builder = builder.add_extension(point, critical=True)
    return builder.sign(KEY, hashes.SHA256()).public_bytes(Encoding.DER)


def foreign(entry: Entry) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial.number)
        .revocation_date(entry.revoked)
    )
    if entry.reason:
        builder = builder.add_extension(x509.CRLReason(FLAGS[entry.reason]), critical=False)
    return builder.build()


def read_by_cryptography(octets: bytes) -> list[tuple[int, datetime, Reason]]:
    return [
        (each.serial_number, each.revocation_date_utc, _reason(each))
        for each in x509.load_der_x509_crl(octets)
    ]


def _reason(revoked: x509.RevokedCertificate) -> Reason:
    try:
        return REASONS[revoked.extensions.get_extension_for_class(x509.CRLReason).value.reason]
    except x509.ExtensionNotFound:
        return Reason.UNSPECIFIED


def columns(count: int, seed: int = 1, reasons: Iterable[Reason] = tuple(Reason)) -> Entries:
    """Rows of every serial length and of the given reasons, in no order."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(1, 21, count).astype(np.uint8)
    serials = chance.integers(0, 256, int(lengths.sum()), np.uint8)
    firsts = np.cumsum(lengths, dtype=np.intp) - lengths
    serials[firsts] = np.where(lengths == 20, serials[firsts] & 0x7F, serials[firsts])
    serials[firsts] = np.maximum(serials[firsts], 1)
    dates = chance.integers(-631_152_000, 2_524_608_000, count)
    choice = chance.choice([int(reason) for reason in reasons], count).astype(np.uint8)
    return Entries.of_columns(
        serials=serials.tobytes(), lengths=lengths, revoked=dates, reasons=choice
    )
