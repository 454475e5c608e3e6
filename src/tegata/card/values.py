"""The nouns of the card: tokens, purposes, PINs, file numbers, and the ports it stands on."""

import re
from enum import Enum, IntEnum, StrEnum
from typing import Protocol

from attrs import field, frozen
from attrs.validators import max_len, min_len

from tegata.card.problems import NumberMalformed, PasswordMalformed, PinMalformed
from tegata.kit.core.problem import Problem


class Token(StrEnum):
    """Which carrier answers: the label in EF 0006."""

    CARD = "JPKIAPICCTOKEN2"
    """The My Number Card."""
    PHONE = "JPKIAPGPSETOKEN"
    """The secure element of an Android phone."""

    @property
    def atr(self) -> bytes:
        """The answer to reset: the card's contact one; a phone's, as a reader makes it up."""
        contactless = "3B8880010031CC5200000000A6"
        return bytes.fromhex("3BE000FF8131FE4514" if self is Token.CARD else contactless)


class Purpose(StrEnum):
    """What a key and its certificate are for."""

    AUTH = "auth"
    """利用者証明用: to show who asks."""
    SIGN = "sign"
    """署名用: to sign documents."""


class PinRule(Enum):
    """What a PIN looks like, how often it may be missed, and how it is refused."""

    FOUR_DIGITS = (r"[0-9]{4}", 3, PinMalformed)
    PASSWORD = (r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{6,16}", 5, PasswordMalformed)
    NUMBER_A = (r"[0-9]{12}", 10, NumberMalformed)
    """照合番号A: the individual number. Its tries are not published; B's are taken."""
    NUMBER_B = (r"[0-9]{14}", 10, NumberMalformed)
    """照合番号B: birth date, year of expiry and the security code on the card's face."""
    BIRTH_DATE = (r"[0-9]{6}", 10, NumberMalformed)

    def __init__(self, form: str, tries: int, malformed: type[Problem]) -> None:
        self.form = re.compile(form)
        self.tries = tries
        self.malformed = malformed


@frozen
class Pin:
    """A PIN that has the form its rule asks for. Raises the rule's refusal, never shows itself."""

    rule: PinRule
    text: str = field(repr=False)

    @text.validator
    def _has_the_form(self, _attribute: object, text: str) -> None:
        if not self.rule.form.fullmatch(text):
            raise self.rule.malformed

    @property
    def octets(self) -> bytes:
        """The form that VERIFY carries."""
        return self.text.encode("ascii")


class Ef(IntEnum):
    """The elementary files of the JPKI application."""

    SIGN_CERTIFICATE = 0x0001
    SIGN_CA = 0x0002
    TOKEN = 0x0006
    AVAILABLE = 0x0008
    AUTH_CERTIFICATE = 0x000A
    AUTH_CA = 0x000B
    AUTH_KEY = 0x0017
    AUTH_PIN = 0x0018
    SIGN_KEY = 0x001A
    SIGN_PIN = 0x001B


@frozen
class Slot:
    """The files that belong to one purpose, and the rule of its PIN."""

    certificate: Ef
    ca: Ef
    key: Ef
    pin: Ef
    rule: PinRule


SLOTS = {
    Purpose.AUTH: Slot(
        Ef.AUTH_CERTIFICATE, Ef.AUTH_CA, Ef.AUTH_KEY, Ef.AUTH_PIN, PinRule.FOUR_DIGITS
    ),
    Purpose.SIGN: Slot(Ef.SIGN_CERTIFICATE, Ef.SIGN_CA, Ef.SIGN_KEY, Ef.SIGN_PIN, PinRule.PASSWORD),
}

SHA256_DIGEST_INFO = bytes.fromhex("3031300D060960864801650304020105000420")
"""What stands before a SHA-256 digest in its DigestInfo (RFC 8017, 9.2, note 1)."""

JPKI_AID = bytes.fromhex("D392F000260100000001")


@frozen
class Pins:
    """The two PINs a holder chooses."""

    auth: Pin
    sign: Pin

    @classmethod
    def parse(cls, auth: str, sign: str) -> "Pins":
        """Read what the holder typed. Raises PinMalformed or PasswordMalformed."""
        return cls(Pin(PinRule.FOUR_DIGITS, auth), Pin(PinRule.PASSWORD, sign))


@frozen
class Issued:
    """A certificate for one of the keys, with the certificate of the CA that issued it, in DER.

    No longer than the offset of READ BINARY can reach; real ones have under 2 KiB.
    """

    certificate: bytes = field(validator=[min_len(1), max_len(0x7FFF)])
    ca: bytes = field(validator=[min_len(1), max_len(0x7FFF)])


class KeyStore(Protocol):
    """Holds RSA-2048 keys of one card by label. No method returns a private key."""

    def generate(self, label: str) -> bytes:
        """Make a key, replacing one of the same label; give its SubjectPublicKeyInfo."""
        ...

    def public_key(self, label: str) -> bytes:
        """Give the SubjectPublicKeyInfo. Raises KeyUnmade."""
        ...

    def sign_block(self, label: str, block: bytes) -> bytes:
        """Pad 1 to 245 octets by PKCS#1 v1.5 type 1, as they are, and sign. Raises KeyUnmade."""
        ...

    def sign_pss(self, label: str, digest: bytes) -> bytes:
        """Sign a SHA-256 digest by PSS with a salt of 32 octets. Raises KeyUnmade."""
        ...

    def delete(self, label: str) -> None:
        """Make the key unusable for good. A key that is not there is already gone."""
        ...


class Shelf(Protocol):
    """Keeps a card's sealed blobs by name; each write is whole and durable when it returns."""

    def read(self, name: str) -> bytes | None:
        """Give the blob, or nothing where none was written."""
        ...

    def write(self, name: str, blob: bytes) -> None:
        """Replace the blob: after a crash the old one or the new one is there, never a part."""
        ...

    def remove(self, name: str) -> None:
        """Forget the blob. One that is not there is already gone."""
        ...


class Transport(Protocol):
    """Anything that carries a command to a card and its answer back."""

    def transmit(self, octets: bytes) -> bytes:
        """Send one command APDU; give the response APDU."""
        ...
