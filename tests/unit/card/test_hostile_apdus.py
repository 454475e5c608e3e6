"""Whatever octets come, an answer goes out, and no try is lost by noise alone."""

import random
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from makers.cards import make_seal
from tegata.card.apdu import Response
from tegata.card.applets.files import Session
from tegata.card.applets.interpreter import answer
from tegata.card.applets.layout import phone_state
from tegata.card.applets.turn import Ports, Turn
from tegata.card.keys import SealedKeys
from tegata.card.shelves import MemoryShelf
from tegata.card.values import Purpose
from tegata.card.virtual import VirtualCard

KNOWN = bytes.fromhex("2024 2A32 84A4 B0B2 CAFC")
SELECTED = (
    bytes.fromhex("00A4040C0AD392F000260100000001"),
    bytes.fromhex("00A4020C020018"),
)


def hostile(chance: random.Random) -> bytes:
    """A command that is random all over, or has a known instruction with random lengths."""
    if chance.random() < 0.3:
        return chance.randbytes(chance.randrange(12))
    header = bytes(
        [chance.choice((0, 0x80)), chance.choice(KNOWN), chance.choice((0, 2, 4, 0x98)), 0x80]
    )
    return header + chance.randbytes(chance.randrange(8))


def test_5000_random_commands_are_answered(card: VirtualCard) -> None:
    chance = random.Random(7)
    commands = [hostile(chance) for _ in range(5_000)]
    for octets in SELECTED:
        card.transmit(octets)

    assert all(Response.parse(card.transmit(octets)) for octets in commands)


@given(st.lists(st.binary(max_size=300), max_size=20))
@settings(max_examples=200)
def test_any_conversation_ends_in_answers(conversation: list[bytes]) -> None:
    ports = Ports(make_seal().entropy, SealedKeys(MemoryShelf(), make_seal()))
    turn = Turn(phone_state(), Session())

    for octets in conversation:
        turn = answer(ports, turn.state, turn.session, octets)

        assert Response.parse(turn.response.encode()) == turn.response


def test_every_instruction_with_every_parameter_kind_is_answered(card: VirtualCard) -> None:
    sizes = (b"", b"\x00", b"\x01\x00", b"\x00\x00\x00", b"\x00\x00\x01\x00", b"\x01\x00\x00")
    for cla, ins, p1, p2, body in product(
        (0x00, 0x80), KNOWN, (0x00, 0x01, 0x7F, 0x80, 0xFF), (0x00, 0x80, 0x98, 0xFF), sizes
    ):
        Response.parse(card.transmit(bytes([cla, ins, p1, p2]) + body))


def test_a_try_is_lost_by_a_pin_that_was_shown_and_by_nothing_else(card: VirtualCard) -> None:
    for octets in (
        *SELECTED,
        *(bytes(size) for size in range(4)),
        bytes.fromhex("0020008004313233"),
    ):
        card.transmit(octets)

    assert card.tries_left(Purpose.AUTH) == 3
