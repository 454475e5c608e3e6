"""The card in the virtual reader: framed messages, power, and a reader that goes away."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from tegata.card.problems import VirtualReaderAbsent
from tegata.card.virtual import VirtualCard
from tegata.card.vpcd import serve

SELECT = bytes.fromhex("00A4040C0AD392F000260100000001")


class Reader:
    """The reader's end of the socket."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, payload: bytes) -> None:
        self.connection.sendall(len(payload).to_bytes(2, "big"))
        self.connection.sendall(payload)

    def ask(self, payload: bytes) -> bytes:
        self.send(payload)
        size = int.from_bytes(self.connection.recv(2, socket.MSG_WAITALL), "big")
        return self.connection.recv(size, socket.MSG_WAITALL)


@contextmanager
def reader_with(card: VirtualCard) -> Iterator[Reader]:
    """Listen as vpcd does, and let the card connect; it must leave when the reader does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        port = listener.getsockname()[1]
        thread = Thread(target=serve, args=(card,), kwargs={"port": port})
        thread.start()
        connection, _ = listener.accept()
        connection.settimeout(5)
        with connection:
            yield Reader(connection)
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_the_reader_asks_for_the_answer_to_reset(card: VirtualCard) -> None:
    with reader_with(card) as reader:
        reader.send(b"\x01")

        assert reader.ask(b"\x04") == bytes.fromhex("3BE000FF8131FE4514")


def test_commands_are_answered_in_their_frames(card: VirtualCard) -> None:
    with reader_with(card) as reader:
        assert reader.ask(SELECT) == b"\x90\x00"
        assert reader.ask(bytes.fromhex("00A4020C02000A")) == b"\x90\x00"
        assert len(reader.ask(bytes.fromhex("00B00000000000"))) > 700


@pytest.mark.parametrize("control", [b"\x00", b"\x01", b"\x02"])
def test_power_off_on_and_reset_end_the_session(card: VirtualCard, control: bytes) -> None:
    with reader_with(card) as reader:
        reader.ask(SELECT)
        reader.send(control)

        assert reader.ask(bytes.fromhex("00A4000C")) == bytes.fromhex("6A86")


@pytest.mark.parametrize("cut", [b"", b"\x00", b"\x00\x05\x00\xa4"])
def test_a_reader_that_goes_away_in_the_middle_ends_the_service(
    card: VirtualCard, cut: bytes
) -> None:
    with reader_with(card) as reader:
        reader.connection.sendall(cut)


def test_an_empty_message_does_no_harm(card: VirtualCard) -> None:
    with reader_with(card) as reader:
        reader.send(b"")

        assert reader.ask(SELECT) == b"\x90\x00"


def test_a_card_without_a_reader_says_so(card: VirtualCard) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(VirtualReaderAbsent, match=str(port)):
        serve(card, port=port)
