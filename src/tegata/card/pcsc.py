"""Any card in any PC/SC reader, through pyscard, which is optional."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from attrs import frozen

from tegata.card.problems import (
    CardAbsent,
    CardUnready,
    ReaderAbsent,
    ReaderSoftwareMissing,
)
from tegata.card.values import Transport

try:
    from smartcard import System
    from smartcard.Exceptions import NoCardException, SmartcardException
    from smartcard.pcsc.PCSCExceptions import BaseSCardException
except ImportError:
    System = None

_T1 = 2
"""JPKI carriers speak T=1 with and without contacts."""
_EXCLUSIVE = 1
"""Nobody else may select something between our commands, or use a PIN that was shown to us."""


class _Connection(Protocol):
    """The part of pyscard's CardConnection that is used."""

    def connect(self, protocol: int, mode: int) -> None: ...

    def transmit(self, command: list[int]) -> tuple[list[int], int, int]: ...

    def release(self) -> None: ...


@frozen
class _Card:
    """A Transport over a connection."""

    connection: _Connection
    reader: str

    def transmit(self, octets: bytes) -> bytes:
        """Send one command. Raises CardAbsent where the card was taken away."""
        try:
            data, sw1, sw2 = self.connection.transmit(list(octets))
        except SmartcardException:
            raise CardAbsent(reader=self.reader) from None
        return bytes([*data, sw1, sw2])


def readers() -> list[str]:
    """Name the readers that are plugged in. Raises ReaderSoftwareMissing."""
    if System is None:
        raise ReaderSoftwareMissing
    try:
        return [str(reader) for reader in System.readers()]
    except (SmartcardException, BaseSCardException):
        return []


@contextmanager
def card_in(reader: str) -> Iterator[Transport]:
    """Hold the card in a reader, named by its number or a part of its name, for one conversation.

    Power is cut at the end, so that no PIN stays shown.
    Raises ReaderSoftwareMissing, ReaderAbsent, CardAbsent, CardUnready.
    """
    name = _reader_named(reader)
    try:
        connection = _connection(name)
    except NoCardException:
        raise CardAbsent(reader=name) from None
    except SmartcardException as refused:
        raise CardUnready(reader=name, why=str(refused)) from None
    try:
        yield _Card(connection, name)
    finally:
        with suppress(SmartcardException):  # a card that was taken away needs no goodbye
            connection.release()


def _connection(name: str) -> _Connection:
    found = next(reader for reader in System.readers() if str(reader) == name)
    connection: _Connection = found.createConnection()
    connection.connect(_T1, _EXCLUSIVE)
    return connection


def _reader_named(reader: str) -> str:
    names = readers()
    if reader.isascii() and reader.isdigit() and int(reader) < len(names):
        return names[int(reader)]
    for name in names:
        if reader and reader in name and not reader.isdigit():
            return name
    raise ReaderAbsent(reader=reader)
