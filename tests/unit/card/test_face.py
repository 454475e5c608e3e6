"""The applications of the card's face: what is in them, and which number opens what."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from makers.cards import FACE, issuer
from tegata.card.apdu import Command, Response
from tegata.card.applets.layout import COMMON_AID, DOMAIN_AID, RESIDENT_AID, SURFACE_AID, TEXT_AID
from tegata.card.virtual import VirtualCard

NUMBER_B = "55021720304711"


def ask(card: VirtualCard, *command: object, le: int | None = None) -> Response:
    cla, ins, p1, p2, *data = command
    return Response.parse(card.transmit(Command(cla, ins, p1, p2, *data, le=le).encode()))


def open_with(card: VirtualCard, aid: bytes, file: int, number: str) -> None:
    assert ask(card, 0x00, 0xA4, 0x04, 0x0C, aid).status == 0x9000
    assert ask(card, 0x00, 0x20, 0x00, 0x80 | file, number.encode()).status == 0x9000


def read(card: VirtualCard, file: int) -> Response:
    ask(card, 0x00, 0xA4, 0x02, 0x0C, file.to_bytes(2, "big"))
    return ask(card, 0x00, 0xB0, 0, 0, le=0x10000)


def parts(octets: bytes) -> dict[int, tuple[int, bytes]]:
    """Tags of two octets inside an outer one: where each starts in the file, and its value."""
    at, found = _content(octets, 0), {}
    while at < len(octets):
        start = _content(octets, at)
        size = _size(octets, at)
        found[int.from_bytes(octets[at : at + 2], "big")] = (at, octets[start : start + size])
        at = start + size
    return found


def _content(octets: bytes, at: int) -> int:
    first = octets[at + 2]
    return at + 3 + (first & 0x7F if first & 0x80 else 0)


def _size(octets: bytes, at: int) -> int:
    end = _content(octets, at)
    first = octets[at + 2]
    return int.from_bytes(octets[at + 3 : end], "big") if first & 0x80 else first


def signed_by_the_municipality(signature: bytes, octets: bytes) -> None:
    issuer("municipality").key.public_key().verify(signature, octets, PKCS1v15(), SHA256())


# --- text


def test_the_number_is_17_octets_behind_the_pin_or_number_a(card: VirtualCard) -> None:
    for file, number in ((0x11, "5678"), (0x14, FACE.number)):
        open_with(card, TEXT_AID, file, number)
        assert read(card, 0x0001).data == b"\xff\x10\x0c" + FACE.number.encode() + b"\xff\xff"

    open_with(card, TEXT_AID, 0x15, NUMBER_B)
    assert read(card, 0x0001).status == 0x6982


def test_the_four_items_are_behind_the_pin_or_number_b(card: VirtualCard) -> None:
    open_with(card, TEXT_AID, 0x14, FACE.number)
    assert read(card, 0x0002).status == 0x6982

    open_with(card, TEXT_AID, 0x15, NUMBER_B)
    items = parts(read(card, 0x0002).data)

    assert items[0xDF22][1].decode() == FACE.name
    assert items[0xDF23][1].decode() == FACE.address
    assert (items[0xDF24][1], items[0xDF25][1]) == (b"19800217", b"2")
    starts = items[0xDF21][1]
    assert [int.from_bytes(starts[at : at + 2], "big") for at in range(0, 8, 2)] == [
        items[tag][0] for tag in (0xDF22, 0xDF23, 0xDF24, 0xDF25)
    ]


def test_the_digests_cover_the_number_and_the_items_and_are_signed(card: VirtualCard) -> None:
    open_with(card, TEXT_AID, 0x11, "5678")
    number, items, seal = (read(card, file).data for file in (0x0001, 0x0002, 0x0003))

    inner = parts(seal)
    fields = items[parts(items)[0xDF22][0] :]

    assert len(seal) == 336
    assert inner[0xDF31][1] == sha256(number).digest()
    assert inner[0xDF32][1] == sha256(fields).digest()
    signed_by_the_municipality(inner[0xDF33][1], seal[5 : inner[0xDF33][0]])


def test_the_reference_that_is_blocked_on_every_card_is_blocked_here(card: VirtualCard) -> None:
    ask(card, 0x00, 0xA4, 0x04, 0x0C, TEXT_AID)

    assert ask(card, 0x00, 0x20, 0x00, 0x92).status == 0x63C0
    assert ask(card, 0x00, 0x20, 0x00, 0x92, b"1234").status == 0x6984


# --- surface


def test_the_birth_date_opens_the_age_record_alone(card: VirtualCard) -> None:
    open_with(card, SURFACE_AID, 0x11, "550217")

    record = read(card, 0x0001).data
    inner = parts(record)

    assert len(record) == 5 + 0x21E
    assert inner[0xDF11][1] == b"19800217"
    signed_by_the_municipality(inner[0xDF13][1], record[5 : inner[0xDF13][0]])
    assert read(card, 0x0002).status == read(card, 0x0005).status == 0x6982


def test_number_b_opens_the_face_and_number_a_the_numbers_picture_too(card: VirtualCard) -> None:
    open_with(card, SURFACE_AID, 0x12, NUMBER_B)
    assert parts(read(card, 0x0002).data)[0xDF29][1] == b"20300217"
    assert read(card, 0x0005).status == 0x6982

    open_with(card, SURFACE_AID, 0x13, FACE.number)
    assert parts(read(card, 0x0005).data)[0xDF41][1] == FACE.number_picture
    assert parts(read(card, 0x0002).data)[0xDF27][1] == FACE.photo


def test_the_card_proves_that_it_is_no_copy_of_its_files(card: VirtualCard) -> None:
    open_with(card, SURFACE_AID, 0x11, "550217")
    key = parts(read(card, 0x0001).data)[0xDF12][1]
    exponent, modulus = int.from_bytes(key[2:5], "big"), int.from_bytes(key[9:], "big")

    signature = ask(card, 0x80, 0x2A, 0x03, 0x00, b"challenge", le=256).data

    public = RSAPublicNumbers(exponent, modulus).public_key()
    public.verify(signature, b"challenge", PKCS1v15(), SHA256())


# --- common, resident, domain


def test_the_common_application_tells_the_card_number(card: VirtualCard) -> None:
    ask(card, 0x00, 0xA4, 0x04, 0x0C, COMMON_AID)

    record = ask(card, 0x00, 0xB2, 1, 0x0C, le=256)

    assert record.data == b"\x01\x1c" + b"400000000000001" + b"13221" + b"20300217"
    assert ask(card, 0x00, 0xB2, 2, 0x0C, le=256).status == 0x6A83
    assert ask(card, 0x00, 0xB0, 0x81, 0, le=256).status == 0x6981


@pytest.mark.parametrize("aid", [RESIDENT_AID, COMMON_AID])
def test_the_resident_pin_is_four_digits_and_three_tries(card: VirtualCard, aid: bytes) -> None:
    ask(card, 0x00, 0xA4, 0x04, 0x0C, aid)

    assert ask(card, 0x00, 0x20, 0x00, 0x9C).status == 0x63C3
    assert ask(card, 0x00, 0x20, 0x00, 0x9C, b"5678").status == 0x9000


def test_the_security_domain_gives_its_objects(card: VirtualCard) -> None:
    ask(card, 0x00, 0xA4, 0x04, 0x0C, DOMAIN_AID)

    assert ask(card, 0x00, 0xCA, 0x00, 0xF0, le=256).data == b"13221"
    assert ask(card, 0x00, 0xCA, 0x00, 0xF2, le=256).data == b"20300217"
    assert ask(card, 0x00, 0xCA, 0x00, 0x99, le=256).status == 0x6A88
