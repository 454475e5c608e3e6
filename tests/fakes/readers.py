"""Card readers without PC/SC: pyscard's face over virtual cards."""

from attrs import define, field
from smartcard.Exceptions import CardConnectionException, NoCardException

from tegata.card.values import Transport


@define
class Connection:
    """What pyscard gives for a reader; it counts what was opened and closed."""

    card: Transport | None
    busy: bool
    opened: int = 0
    released: int = 0

    def connect(self, _protocol: int, _mode: int) -> None:
        """Refuse as pyscard does; it releases by itself what was never connected."""
        if self.card is None:
            raise NoCardException("Unable to connect", hresult=-2146434967)
        if self.busy:
            raise CardConnectionException("Sharing violation.")
        self.opened += 1

    def transmit(self, command: list[int]) -> tuple[list[int], int, int]:
        if self.card is None:
            raise CardConnectionException("Card was removed.")
        *data, sw1, sw2 = self.card.transmit(bytes(command))
        return data, sw1, sw2

    def release(self) -> None:
        self.released += 1


@define
class Reader:
    """One reader, with a card, without one, or with a card that another program holds."""

    name: str
    connection: Connection

    def __str__(self) -> str:
        return self.name

    def createConnection(self) -> Connection:  # noqa: N802 - the name is pyscard's
        return self.connection


@define
class System:
    """The readers that are plugged in."""

    plugged: list[Reader] = field(factory=list)

    def plug(self, name: str, card: Transport | None = None, *, busy: bool = False) -> Connection:
        connection = Connection(card, busy)
        self.plugged.append(Reader(name, connection))
        return connection

    def readers(self) -> list[Reader]:
        return self.plugged
