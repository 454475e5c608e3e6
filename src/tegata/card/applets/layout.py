"""Which applications and files a card and a phone hold, empty and filled."""

from collections.abc import Mapping

from attrs import evolve

from tegata.card.applets.face import Face, FaceSigner, surface_files, text_files
from tegata.card.applets.files import (
    FREE,
    Application,
    CardState,
    File,
    KeyFile,
    PinFile,
    RecordFile,
    TransparentFile,
)
from tegata.card.applets.signing import DEFAULT_KEY
from tegata.card.values import JPKI_AID, SLOTS, Ef, Issued, Pin, Pins, Purpose, Token

TEXT_AID = bytes.fromhex("D3921000310001010408")
"""券面事項入力補助AP."""
SURFACE_AID = bytes.fromhex("D3921000310001010402")
"""券面事項確認AP."""
RESIDENT_AID = bytes.fromhex("D3921000310001010401")
"""住基AP."""
COMMON_AID = bytes.fromhex("D3921000310001010100")
"""共通カードAP."""
DOMAIN_AID = bytes.fromhex("A0000001510000")
"""The issuer security domain of GlobalPlatform."""

FACE_KEY = "face"
"""The label of the key whose public half stands in the records of the card's face."""
_RESIDENT_PIN = 0x1C
_PRESENT, _ABSENT = 0x8F, 0x00


def phone_state() -> CardState:
    """Lay out a secure element before enrolment: the JPKI application alone, no keys, no PINs."""
    return CardState(Token.PHONE, {JPKI_AID: _jpki(Token.PHONE)})


def card_state(face: Face, signer: FaceSigner) -> CardState:
    """Lay out a card as it leaves the maker: a written face, an empty JPKI application."""
    face_key: Mapping[int, File] = {DEFAULT_KEY: KeyFile(FACE_KEY, FREE)}
    resident = {_RESIDENT_PIN: PinFile.of(face.pin)}
    record = RecordFile((b"\x01\x1c" + face.card_number.encode("ascii"),))
    return CardState(
        Token.CARD,
        {
            JPKI_AID: _jpki(Token.CARD),
            TEXT_AID: Application({**text_files(face, signer), **face_key}),
            SURFACE_AID: Application({**surface_files(face, signer), **face_key}),
            RESIDENT_AID: Application(resident),
            COMMON_AID: Application({**resident, 0x0001: record}),
            DOMAIN_AID: Application({}, _domain_objects(face)),
        },
    )


def _domain_objects(face: Face) -> dict[int, bytes]:
    return {
        0x00F0: face.municipality.encode("ascii"),
        0x00F2: f"{face.expires:%Y%m%d}".encode("ascii"),
        0x5F51: Token.CARD.atr[1:],
    }


def _jpki(token: Token) -> Application:
    """Lay out the JPKI application: on a phone even the authentication certificate wants its PIN."""
    sign, auth = SLOTS[Purpose.SIGN], SLOTS[Purpose.AUTH]
    before_auth = frozenset({int(auth.pin)}) if token is Token.PHONE else FREE
    return Application(
        {
            sign.certificate: TransparentFile(b"", frozenset({int(sign.pin)})),
            sign.ca: TransparentFile(b""),
            Ef.TOKEN: TransparentFile(token_information(token)),
            Ef.AVAILABLE: TransparentFile(bytes(3)),
            auth.certificate: TransparentFile(b"", before_auth),
            auth.ca: TransparentFile(b""),
            auth.key: KeyFile(None, frozenset({int(auth.pin)})),
            auth.pin: PinFile(auth.rule),
            sign.key: KeyFile(None, frozenset({int(sign.pin)})),
            sign.pin: PinFile(sign.rule),
        }
    )


def token_information(token: Token) -> bytes:
    """EF 0006: a PKCS#11 CK_TOKEN_INFO, big-endian; its first 32 octets are the label."""
    numbers = [0x40D, 0, _UNKNOWN, 0, _UNKNOWN, 16, 6, *[_UNKNOWN] * 4]
    return (
        token.value.encode("ascii").ljust(32)
        + b"Tegata virtual card".ljust(32)
        + b"JPKI".ljust(16)
        + b"0".rjust(16, b"0")
        + b"".join(number.to_bytes(4, "big") for number in numbers)
        + bytes([1, 0, 1, 0])
        + b"9" * 16
    )


_UNKNOWN = 0xFFFFFFFF
"""CK_UNAVAILABLE_INFORMATION."""


# --- what changes over a card's life -------------------------------------------------------------


def with_pins(state: CardState, pins: Pins) -> CardState:
    """Set both PINs, with all their tries."""
    return with_pin(with_pin(state, Purpose.AUTH, pins.auth), Purpose.SIGN, pins.sign)


def with_pin(state: CardState, purpose: Purpose, pin: Pin) -> CardState:
    """Set the PIN of one purpose, blocked or not: what the counter does."""
    slot = SLOTS[purpose]
    if pin.rule is not slot.rule:
        raise slot.rule.malformed
    return state.with_file(JPKI_AID, slot.pin, PinFile.of(pin))


def with_key(state: CardState, purpose: Purpose, label: str | None) -> CardState:
    """Say under which label the key of one purpose is kept, or that there is none."""
    slot = SLOTS[purpose]
    return state.with_file(JPKI_AID, slot.key, KeyFile(label, frozenset({int(slot.pin)})))


def with_certificate(state: CardState, purpose: Purpose, issued: Issued | None) -> CardState:
    """Write a certificate and its CA's, or blank them, and say in EF 0008 what is there."""
    slot = SLOTS[purpose]
    state = _written(state, slot.certificate, issued.certificate if issued else b"")
    state = _written(state, slot.ca, issued.ca if issued else b"")
    there = [
        _PRESENT if content_of(state, SLOTS[each].certificate) else _ABSENT
        for each in (Purpose.SIGN, Purpose.AUTH)
    ]
    return _written(state, Ef.AVAILABLE, bytes([*there, 0]))


def content_of(state: CardState, number: Ef) -> bytes:
    """Tell what stands in a transparent file of the JPKI application, whoever may read it."""
    return _transparent(state, number).content


def _written(state: CardState, number: Ef, content: bytes) -> CardState:
    return state.with_file(JPKI_AID, number, evolve(_transparent(state, number), content=content))


def _transparent(state: CardState, number: Ef) -> TransparentFile:
    found = state.applications[JPKI_AID].files[number]
    assert isinstance(found, TransparentFile), "the layout puts a transparent file there"
    return found
