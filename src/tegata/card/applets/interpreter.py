"""Answer a command: a pure function from a card's state and session to the next ones.

The applications differ in their files alone; a command means the same in all of them.
"""

from tegata.card.apdu import Command, Response, Status
from tegata.card.applets.files import CardState, Session
from tegata.card.applets.pins import change, verify
from tegata.card.applets.reading import get_challenge, get_data, read_binary, read_record
from tegata.card.applets.selection import select
from tegata.card.applets.signing import sign
from tegata.card.applets.turn import Handler, Ports, Turn, refusal
from tegata.card.problems import CardRefused, CommandMalformed, KeyUnmade


def answer(ports: Ports, state: CardState, session: Session, octets: bytes) -> Turn:
    """Answer one command APDU. A refusal is an answer too: nothing but a Turn comes out."""
    try:
        command = Command.parse(octets)
        return _handler(command)(ports, Turn(state, session), command)
    except CommandMalformed:
        status = Status.WRONG_LENGTH.value
    except KeyUnmade:
        status = Status.OBJECT_NOT_FOUND.value
    except CardRefused as refused:
        status = int(refused.status, 16)
    return Turn(state, session, Response(status))


def _handler(command: Command) -> Handler:
    if command.cla in {0x08, 0x0C}:
        raise refusal(Status.SECURE_MESSAGING_UNSUPPORTED)
    if command.cla not in {0x00, 0x80}:
        raise refusal(Status.CLASS_UNKNOWN)
    found = _HANDLERS.get((command.cla, command.ins))
    if found is None:
        raise refusal(Status.INSTRUCTION_UNKNOWN)
    return found


def _last_command(_ports: Ports, _turn: Turn, _command: Command) -> Turn:
    """Refuse the indicator that iPhones alone have: a card knows its name and no more."""
    raise refusal(Status.WRONG_LENGTH)


_HANDLERS: dict[tuple[int, int], Handler] = {
    (0x00, 0x20): verify,
    (0x00, 0x24): change,
    (0x00, 0x84): get_challenge,
    (0x00, 0xA4): select,
    (0x00, 0xB0): read_binary,
    (0x00, 0xB2): read_record,
    (0x00, 0xCA): get_data,
    (0x80, 0x2A): sign,
    (0x80, 0x32): change,
    (0x80, 0xFC): _last_command,
}
