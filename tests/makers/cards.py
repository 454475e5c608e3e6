"""Cards and phones of people who do not exist, with certificates of a CA made for the occasion."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)
from cryptography.x509.oid import NameOID

from fakes.chance import CountingEntropy
from tegata.card.applets.face import Face
from tegata.card.keys import SealedKeys
from tegata.card.maker import Maker
from tegata.card.personal import personalise_card
from tegata.card.phone import VirtualPhone
from tegata.card.sealing import Seal
from tegata.card.shelves import MemoryShelf
from tegata.card.values import Issued, Pin, PinRule, Pins, Purpose, Shelf
from tegata.card.virtual import VirtualCard

NOW = datetime(2023, 5, 11, 3, tzinfo=UTC)
PINS = Pins.parse("1234", "ABC123")
FACE = Face(
    name="手形　花子",
    address="東京都架空市見本町１丁目２番３号",
    birth_date=date(1980, 2, 17),
    sex="2",
    number="123456789018",
    expires=date(2030, 2, 17),
    security_code="4711",
    municipality="13221",
    serial="400000000000001",
    pin=Pin(PinRule.FOUR_DIGITS, "5678"),
    era_year=55,
)


def make_seal() -> Seal:
    return Seal(b"a secret of a test card", CountingEntropy())


@frozen
class Issuer:
    """A certificate authority that lives as long as the test run."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def sign(self, octets: bytes) -> bytes:
        return self.key.sign(octets, PKCS1v15(), SHA256())

    def issue(self, public_key: bytes, name: str, start: datetime = NOW) -> bytes:
        issuer = self.certificate.subject
        return _certificate(self.key, issuer, public_key, name, start, ca=False).public_bytes(
            Encoding.DER
        )


@cache
def maker() -> Maker:
    """The maker of every phone here."""
    entropy = CountingEntropy()
    keys = SealedKeys(MemoryShelf(), Seal(b"a secret of the maker", entropy))
    return Maker.found("Tegata elements", keys=keys, entropy=entropy, now=NOW)


@cache
def issuer(name: str) -> Issuer:
    key = generate_private_key(65537, 2048)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Issuer(key, _certificate(key, _name(name), public, name, NOW, ca=True))


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "JPKI-TEST"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    key: RSAPrivateKey,
    issuer: x509.Name,
    public_key: bytes,
    name: str,
    start: datetime,
    *,
    ca: bool,
) -> x509.Certificate:
    public = load_der_public_key(public_key)
    return (
        x509.CertificateBuilder(issuer, _name(name), public, 7, start, start + timedelta(days=1000))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .sign(key, SHA256())
    )


def issue_for(public_key: bytes, purpose: Purpose) -> Issued:
    authority = issuer(f"{purpose} CA")
    return Issued(authority.issue(public_key, f"a holder's {purpose}"), authority.der)


def make_card(shelf: Shelf | None = None, seal: Seal | None = None) -> VirtualCard:
    """A card with both certificates; keys and state on the shelf."""
    shelf, seal = shelf or MemoryShelf(), seal or make_seal()
    card = personalise_card(
        face=FACE,
        pins=PINS,
        sign_face=issuer("municipality").sign,
        keys=SealedKeys(shelf, seal),
        seal=seal,
        shelf=shelf,
    )
    for purpose in Purpose:
        card.write_certificate(purpose, issue_for(card.public_key(purpose), purpose))
    return card


def make_phone(shelf: Shelf | None = None, seal: Seal | None = None) -> VirtualPhone:
    """A phone of a known maker, nothing enrolled yet."""
    shelf, seal = shelf or MemoryShelf(), seal or make_seal()
    return VirtualPhone.manufacture(
        model="Tegata T-1",
        certify=lambda public_key: maker().certify(public_key, now=NOW),
        keys=SealedKeys(shelf, seal),
        seal=seal,
        shelf=shelf,
    )


def enrol(phone: VirtualPhone) -> VirtualPhone:
    """The same phone with PINs, keys and certificates."""
    phone.set_pins(PINS)
    keys = phone.generate_keys()
    for purpose, key in keys.items():
        phone.card.write_certificate(purpose, issue_for(key, purpose))
    return phone
