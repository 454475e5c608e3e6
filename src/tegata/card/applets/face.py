"""What is printed on a card, and the files in which its text and surface applications hold it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import accumulate
from typing import Protocol

from attrs import field, frozen
from attrs.validators import in_, matches_re

from tegata.card.applets.files import File, PinFile, TransparentFile
from tegata.card.values import Pin, PinRule
from tegata.pki import der

_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240"
    "000000a4944415478da6368000000820081da45083b0000000049454e44ae426082"
)
"""A picture of one point, where nobody drew one."""


@frozen
class Face:
    """What is printed on one card. Nothing of it is shown in a trace."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: str = field(validator=in_("1239"), repr=False)
    number: str = field(validator=matches_re(r"[0-9]{12}"), repr=False)
    """The individual number: also 照合番号A."""
    expires: date
    security_code: str = field(validator=matches_re(r"[0-9]{4}"), repr=False)
    municipality: str = field(validator=matches_re(r"[0-9]{5}"))
    serial: str = field(validator=matches_re(r"[0-9]{15}"))
    pin: Pin = field(repr=False)
    """The four digits of the text and the resident applications."""
    era_year: int
    """The year of birth in its era: the card writes 照合番号B with it."""
    name_picture: bytes = field(default=_DOT, repr=False)
    address_picture: bytes = field(default=_DOT, repr=False)
    number_picture: bytes = field(default=_DOT, repr=False)
    code_picture: bytes = field(default=_DOT, repr=False)
    photo: bytes = field(default=_DOT, repr=False)

    @property
    def card_number(self) -> str:
        """The card's record about itself: serial, municipality, expiry."""
        return f"{self.serial}{self.municipality}{self.expires:%Y%m%d}"

    @property
    def birth_number(self) -> Pin:
        """The birth date as printed, YYMMDD with the year of the era."""
        return Pin(PinRule.BIRTH_DATE, f"{self.era_year:02d}{self.birth_date:%m%d}")

    @property
    def number_b(self) -> Pin:
        """照合番号B: birth date, year of expiry, security code."""
        text = f"{self.birth_number.text}{self.expires:%Y}{self.security_code}"
        return Pin(PinRule.NUMBER_B, text)


class FaceSigner(Protocol):
    """Signs a card's face for its issuer, and names the card's own key."""

    @property
    def card_key(self) -> tuple[int, int]:
        """Modulus and exponent of the key that the card itself holds."""
        ...

    def sign(self, octets: bytes) -> bytes:
        """Sign by the municipality's key: 256 octets."""
        ...


# --- 券面事項入力補助AP: text ----------------------------------------------------------------------

_TEXT_PIN, _TEXT_BLOCKED, _TEXT_A, _TEXT_B = 0x11, 0x12, 0x14, 0x15


def text_files(face: Face, signer: FaceSigner) -> Mapping[int, File]:
    """Lay out the number and the four items as text, their digests, and three ways to open them."""
    number = _tlv(0xFF10, face.number.encode("ascii")).ljust(17, b"\xff")
    fields = [
        _tlv(0xDF22, face.name.encode()),
        _tlv(0xDF23, face.address.encode()),
        _tlv(0xDF24, f"{face.birth_date:%Y%m%d}".encode("ascii")),
        _tlv(0xDF25, face.sex.encode("ascii")),
    ]
    digests = _tlv(0xDF31, _digest(number)) + _tlv(0xDF32, _digest(b"".join(fields)))
    return {
        0x0001: TransparentFile(number, frozenset({_TEXT_PIN, _TEXT_A})),
        0x0002: TransparentFile(_with_offsets(fields), frozenset({_TEXT_PIN, _TEXT_B})),
        0x0003: TransparentFile(
            _tlv(0xFF30, digests + _tlv(0xDF33, signer.sign(digests))),
            frozenset({_TEXT_PIN, _TEXT_A, _TEXT_B}),
        ),
        _TEXT_PIN: PinFile.of(face.pin),
        _TEXT_BLOCKED: PinFile(PinRule.FOUR_DIGITS),
        _TEXT_A: PinFile.of(Pin(PinRule.NUMBER_A, face.number)),
        _TEXT_B: PinFile.of(face.number_b),
    }


# --- 券面事項確認AP: surface ----------------------------------------------------------------------

_SURFACE_BIRTH, _SURFACE_B, _SURFACE_A = 0x11, 0x12, 0x13


def surface_files(face: Face, signer: FaceSigner) -> Mapping[int, File]:
    """Lay out the age record, the face, the number's picture, and what opens each."""
    return {
        0x0001: TransparentFile(_age_record(face, signer), frozenset({_SURFACE_BIRTH})),
        0x0002: TransparentFile(_surface(face, signer), frozenset({_SURFACE_A, _SURFACE_B})),
        0x0003: TransparentFile(
            _tlv(0xFF30, _tlv(0xDF33, b"\x01"), _tlv(0xDF34, face.municipality.encode("ascii")))
        ),
        0x0005: TransparentFile(_number_picture(face, signer), frozenset({_SURFACE_A})),
        _SURFACE_BIRTH: PinFile.of(face.birth_number),
        _SURFACE_B: PinFile.of(face.number_b),
        _SURFACE_A: PinFile.of(Pin(PinRule.NUMBER_A, face.number)),
    }


def _age_record(face: Face, signer: FaceSigner) -> bytes:
    birth = f"{face.birth_date:%Y%m%d}".encode("ascii")
    signed = _tlv(0xDF11, birth) + _tlv(0xDF12, _key(signer))
    return _tlv(0xFF10, signed, _tlv(0xDF13, signer.sign(signed)))


def _surface(face: Face, signer: FaceSigner) -> bytes:
    """Write the face: text, pictures and photograph are signed as three digests, expiry not."""
    birth = f"{face.birth_date:%Y%m%d}".encode("ascii")
    text = [_tlv(0xDF22, birth), _tlv(0xDF23, face.sex.encode()), _tlv(0xDF24, _key(signer))]
    pictures = [_tlv(0xDF25, face.name_picture), _tlv(0xDF26, face.address_picture)]
    photo = [_tlv(0xDF27, face.photo)]
    signed = b"".join(_digest(b"".join(part)) for part in (text, pictures, photo))
    unsigned = [
        _tlv(0xDF29, f"{face.expires:%Y%m%d}".encode("ascii")),
        _tlv(0xDF2A, face.code_picture),
    ]
    return _with_offsets([*text, *pictures, *photo, _tlv(0xDF28, signer.sign(signed)), *unsigned])


def _number_picture(face: Face, signer: FaceSigner) -> bytes:
    signed = _tlv(0xDF41, face.number_picture) + _tlv(0xDF42, _key(signer))
    return _tlv(0xFF40, signed, _tlv(0xDF43, signer.sign(signed)))


def _key(signer: FaceSigner) -> bytes:
    modulus, exponent = signer.card_key
    return _tlv(0x90, exponent.to_bytes(3, "big")) + _tlv(0x91, modulus.to_bytes(256, "big"))


# --- tags of two octets --------------------------------------------------------------------------


def _tlv(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + der.length(len(content)) + content


def _with_offsets(fields: list[bytes]) -> bytes:
    """Wrap fields in FF20 behind a table of where each starts, counted from the file's start."""
    inner = 3 + 2 * len(fields) + sum(map(len, fields))
    first = 2 + len(der.length(inner)) + 3 + 2 * len(fields)
    starts = accumulate(map(len, fields[:-1]), initial=first)
    table = _tlv(0xDF21, *(start.to_bytes(2, "big") for start in starts))
    return _tlv(0xFF20, table, *fields)


def _digest(octets: bytes) -> bytes:
    return sha256(octets).digest()
