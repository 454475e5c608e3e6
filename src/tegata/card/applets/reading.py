"""READ BINARY, READ RECORD, GET DATA and GET CHALLENGE: everything that only gives octets."""

from tegata.card.apdu import Command, Status
from tegata.card.applets.files import RecordFile, TransparentFile
from tegata.card.applets.turn import CURRENT, Ports, Turn, refusal, require, wanted

_LONGEST_CHALLENGE = 256
_BY_RECORD_NUMBER = 0x04


def read_binary(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Read from an offset. At the end and past it the card refuses: 9000 with nothing would loop."""
    if command.p1 & CURRENT:
        which, offset = command.p1, command.p2
    else:
        which, offset = CURRENT, command.p1 << 8 | command.p2
    turn, _, found = turn.file(which)
    if not isinstance(found, TransparentFile):
        raise refusal(Status.WRONG_STRUCTURE)
    require(turn.session.opens(found.opened_by), Status.SECURITY_NOT_SATISFIED)
    require(offset < len(found.content), Status.BEYOND_END)
    return turn.answering(found.content[offset : offset + wanted(command)])


def read_record(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Read one record by its number, from 1."""
    require(command.p2 & 0x07 == _BY_RECORD_NUMBER, Status.WRONG_PARAMETERS)
    turn, _, found = turn.file(CURRENT | command.p2 >> 3)
    if not isinstance(found, RecordFile):
        raise refusal(Status.WRONG_STRUCTURE)
    require(1 <= command.p1 <= len(found.records), Status.RECORD_NOT_FOUND)
    return turn.answering(found.records[command.p1 - 1][: wanted(command)])


def get_data(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Give a data object; an application without any does not know the instruction."""
    objects = turn.application.objects if turn.session.selected else {}
    require(bool(objects), Status.INSTRUCTION_UNKNOWN)
    found = objects.get(command.p1 << 8 | command.p2)
    if found is None:
        raise refusal(Status.OBJECT_NOT_FOUND)
    return turn.answering(found[: wanted(command)])


def get_challenge(ports: Ports, turn: Turn, command: Command) -> Turn:
    """Draw 1 to 256 octets of chance."""
    require(command.p1 == command.p2 == 0, Status.WRONG_PARAMETERS)
    require(wanted(command) <= _LONGEST_CHALLENGE, Status.WRONG_LENGTH)
    return turn.answering(ports.entropy.draw(wanted(command)))
