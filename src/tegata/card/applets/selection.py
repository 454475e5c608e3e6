"""SELECT: applications by AID, files by number. There is no master file to select."""

from attrs import evolve

from tegata.card.apdu import Command, Status
from tegata.card.applets.files import Session
from tegata.card.applets.turn import Ports, Turn, refusal, require

_IDENTIFIER = 2
"""Octets of a file identifier (ISO 7816-4, 7.3.1)."""


def select(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Select an application or a file; no file control information is given."""
    require(command.p2 in {0x00, 0x0C}, Status.WRONG_PARAMETERS)
    match command.p1:
        case 0x04:
            return _application(turn, command.data)
        case 0x02:
            return _file(turn, command.data)
        case 0x00 if command.data:
            raise refusal(Status.NOT_FOUND)
        case 0x00 if turn.session.selected is not None:
            return turn
        case _:
            raise refusal(Status.WRONG_PARAMETERS)


def _application(turn: Turn, aid: bytes) -> Turn:
    """Select by AID. Every selection, of the same one too, forgets the PINs: that is logout."""
    require(aid in turn.state.applications, Status.NOT_FOUND)
    return turn.with_session(Session(selected=aid))


def _file(turn: Turn, identifier: bytes) -> Turn:
    require(len(identifier) == _IDENTIFIER, Status.BAD_INPUT)
    number = int.from_bytes(identifier, "big")
    require(number in turn.application.files, Status.NOT_FOUND)
    return turn.with_session(evolve(turn.session, current=number))
