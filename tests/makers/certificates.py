"""Certificates of every kind, signed with the test keys of ``tests/vectors/keys``."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from attrs import frozen
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from tegata.pki.profiles.build import authority_facts, tbs_certificate
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Facts, Holder, Issuer, Period, Responder
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.birth_date import BirthDate
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.names import Serial
from tegata.pki.x509.personal_data import PersonalData, Sex, Spelling

KEYS = Path(__file__).parents[1] / "vectors" / "keys"
AUTHORITIES = {
    Family.SIGN: CertificateKind.SIGN_CA,
    Family.AUTH: CertificateKind.AUTH_CA,
}
HOLDERS = {
    CertificateKind.CARD_SIGN: Family.SIGN,
    CertificateKind.PHONE_SIGN: Family.SIGN,
    CertificateKind.CARD_AUTH: Family.AUTH,
    CertificateKind.PHONE_AUTH: Family.AUTH,
}
FAMILIES = HOLDERS | {
    CertificateKind.SIGN_CA: Family.SIGN,
    CertificateKind.AUTH_CA: Family.AUTH,
    CertificateKind.OCSP_RESPONDER: Family.AUTH,
}
NAKA = Municipality("14104", "Kanagawa-ken", "Yokohama-shi-Naka-ku")
ISSUED = datetime(2023, 5, 11, 3, 0, 0, tzinfo=UTC)
ENDS = datetime(2027, 5, 12, 14, 59, 59, tzinfo=UTC)
PERSON = PersonalData(
    name=Spelling("手形　渚", "0001"),
    birth_date=BirthDate.of(date(1990, 5, 12)),
    sex=Sex.FEMALE,
    address=Spelling.exact("神奈川県横浜市中区模擬町一丁目２番３号"),
)
CA_PERIOD = Period(
    datetime(2023, 1, 9, 15, 0, 0, tzinfo=UTC), datetime(2033, 1, 9, 14, 59, 59, tzinfo=UTC)
)


@cache
def key(kind: CertificateKind) -> RSAPrivateKey:
    name = "responder" if kind is CertificateKind.OCSP_RESPONDER else kind.value
    made = load_pem_private_key((KEYS / f"{name}.pem").read_bytes(), password=None)
    assert isinstance(made, RSAPrivateKey)
    return made


@cache
def public(kind: CertificateKind) -> bytes:
    return key(kind).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def sign(kind: CertificateKind, octets: bytes) -> bytes:
    return key(kind).sign(octets, padding.PKCS1v15(), SHA256())


def signed(kind: CertificateKind, tbs: bytes) -> Certificate:
    return Certificate.parse(assemble(tbs, sign(kind, tbs)))


@frozen
class World:
    """One certificate of every kind under one rulebook."""

    rulebook: Rulebook
    certificates: Mapping[CertificateKind, Certificate]

    def issuer_of(self, kind: CertificateKind) -> Certificate:
        return self.certificates[AUTHORITIES[FAMILIES[kind]]]


def tbs_of(rulebook: Rulebook, kind: CertificateKind, **changes: object) -> bytes:
    facts = facts_of(rulebook, kind)
    stated = {name: getattr(facts, name) for name in ("serial", "period", "key", "issuer")}
    return tbs_certificate(rulebook, kind, Facts(**(stated | {"subject": facts.subject} | changes)))


def facts_of(rulebook: Rulebook, kind: CertificateKind) -> Facts:
    family = FAMILIES[kind]
    authority = AUTHORITIES[family]
    own = authority_facts(
        rulebook, family, serial=Serial(0x067C6A21), period=CA_PERIOD, key=public(authority)
    )
    if kind is authority:
        return own
    subject: Holder | Responder = Responder("OCSP responder 1")
    if kind in HOLDERS:
        personal = PERSON if family is Family.SIGN else None
        subject = Holder(NAKA, Application(7, ISSUED), personal)
    ends = ISSUED + timedelta(days=30) if kind is CertificateKind.OCSP_RESPONDER else ENDS
    number = 0x0700_0000 + list(FAMILIES).index(kind)
    return Facts(Serial(number), Period(ISSUED, ends), public(kind), own.issuer, subject)


def issue(rulebook: Rulebook, kind: CertificateKind, **changes: object) -> Certificate:
    return signed(AUTHORITIES[FAMILIES[kind]], tbs_of(rulebook, kind, **changes))


def world(rulebook: Rulebook) -> World:
    return World(rulebook, {kind: issue(rulebook, kind) for kind in CertificateKind})


def issuer_of(family: Family, certificate: Certificate) -> Issuer:
    return Issuer.of(family, certificate)
