"""One command's turn: what a handler is given, what it leaves, and how it refuses."""

from collections.abc import Callable

from attrs import evolve, frozen

from tegata.card.apdu import Command, Response, Status
from tegata.card.applets.files import Application, CardState, File, Session
from tegata.card.problems import CardRefused
from tegata.card.values import KeyStore
from tegata.kit.core.ports import Entropy

CURRENT = 0x80
"""P2: the file selected last; with a short file identifier in the low bits, that file."""
SHORT_IDENTIFIER = 0x1F


@frozen
class Ports:
    """What a card needs from outside: chance for challenges, and its keys."""

    entropy: Entropy
    keys: KeyStore


_DONE = Response(Status.OK)


@frozen
class Turn:
    """What one command leaves: the state, the session, the answer."""

    state: CardState
    session: Session
    response: Response = _DONE

    def answering(self, data: bytes) -> "Turn":
        """Answer with data."""
        return evolve(self, response=Response(Status.OK, data))

    def with_session(self, session: Session) -> "Turn":
        """Go on with another session."""
        return evolve(self, session=session)

    @property
    def application(self) -> Application:
        """The selected application. Raises CardRefused."""
        if self.session.selected is None:
            raise refusal(Status.NOT_FOUND)
        return self.state.applications[self.session.selected]

    def file(self, p2: int) -> "tuple[Turn, int, File]":
        """Find the file that P2 means, and make it the current one. Raises CardRefused."""
        require(p2 & ~SHORT_IDENTIFIER == CURRENT, Status.WRONG_PARAMETERS)
        number = p2 & SHORT_IDENTIFIER or self.session.current
        if number is None:
            raise refusal(Status.NO_CURRENT_FILE)
        found = self.application.files.get(number)
        if found is None:
            raise refusal(Status.NOT_FOUND)
        return self.with_session(evolve(self.session, current=number)), number, found


Handler = Callable[[Ports, Turn, Command], Turn]


def refusal(status: Status) -> CardRefused:
    """Refuse with a status word."""
    return CardRefused(status=f"{status:04X}")


def require(holds: bool, status: Status) -> None:  # noqa: FBT001 - reads as a sentence
    """Go on only where the condition holds. Raises CardRefused."""
    if not holds:
        raise refusal(status)


def wanted(command: Command) -> int:
    """How many octets the reader asks for. Raises CardRefused where it asks for none."""
    if command.le is None:
        raise refusal(Status.WRONG_LENGTH)
    return command.le
