"""Put a virtual card into the virtual reader of vsmartcard's vpcd, over its socket.

Each message is a length of two octets and a payload; one octet is a control, more are an APDU.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from time import sleep

from tegata.card.problems import VirtualReaderAbsent
from tegata.card.virtual import VirtualCard

HOST, PORT = "127.0.0.1", 35963
_LENGTH = 2
_PAUSE = 0.1


_ATR = b"\x04"
"""The control that has an answer; 00, 01 and 02 switch off, on, and reset."""


def serve(
    card: VirtualCard,
    *,
    host: str = HOST,
    port: int = PORT,
    tries: int = 1,
    inserted: Callable[[], None] = lambda: None,
) -> None:
    """Serve a card until the reader goes away; ``inserted`` is told once it is in the reader.

    The reader is tried again every 100 ms, ``tries`` times in all. Raises VirtualReaderAbsent.
    """
    with _connect(host, port, tries) as connection, suppress(ConnectionError):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        inserted()
        while (message := _receive(connection)) is not None:
            reply = _reply(card, message)
            if reply is not None:
                connection.sendall(len(reply).to_bytes(_LENGTH, "big") + reply)
    card.reset()


def _connect(host: str, port: int, tries: int) -> socket.socket:
    for _ in range(tries - 1):
        with suppress(OSError):
            return socket.create_connection((host, port))
        sleep(_PAUSE)
    try:
        return socket.create_connection((host, port))
    except OSError:
        raise VirtualReaderAbsent(address=f"{host}:{port}") from None


def _reply(card: VirtualCard, message: bytes) -> bytes | None:
    """Answer one message. Power off, on and reset all end the session, without an answer."""
    if len(message) > 1:
        return card.transmit(message)
    if message == _ATR:
        return card.atr
    card.reset()
    return None


def _receive(connection: socket.socket) -> bytes | None:
    """Receive one message, or nothing once the reader has gone."""
    head = _exactly(connection, _LENGTH)
    return None if head is None else _exactly(connection, int.from_bytes(head, "big"))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    """Receive ``size`` octets, acknowledging each piece at once.

    vpcd sends a message in two pieces, so that Nagle's algorithm there waits for our delayed
    acknowledgement: 44 ms for each command without this.
    """
    octets = b""
    while len(octets) < size:
        piece = connection.recv(size - len(octets))
        _acknowledge(connection)
        if not piece:
            return None
        octets += piece
    return octets


def _acknowledge(connection: socket.socket) -> None:
    if hasattr(socket, "TCP_QUICKACK"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
