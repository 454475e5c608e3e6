"""VERIFY and CHANGE REFERENCE DATA: show a PIN, ask for its tries, set a new one."""

from attrs import evolve

from tegata.card.apdu import Command, Response, Status
from tegata.card.applets.files import PinFile
from tegata.card.applets.turn import Ports, Turn, refusal, require

_LONGEST = 16
"""Octets that VERIFY can carry: nothing longer was ever somebody's PIN."""
_CHANGES = {(0x24, 0x01), (0x32, 0x00)}
"""CHANGE REFERENCE DATA, and the CHANGE KEY that some readers send for it (INS, P1)."""


def verify(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Compare a PIN. Without one, tell the tries left, whether or not it was shown already."""
    require(command.p1 == 0, Status.WRONG_PARAMETERS)
    turn, number, pin = _pin(turn, command.p2)
    if not command.data:
        return _missed(turn, pin)
    require(not pin.blocked, Status.BLOCKED)
    require(len(command.data) <= _LONGEST, Status.BAD_INPUT)
    right, pin = pin.shown(command.data)
    session = turn.session
    verified = session.verified | {number} if right else session.verified - {number}
    turn = _with_pin(turn, number, pin).with_session(evolve(session, verified=verified))
    return turn if right else _missed(turn, pin)


def change(_ports: Ports, turn: Turn, command: Command) -> Turn:
    """Set a new PIN after the old one was shown. Its form is the card's to guard, too."""
    require((command.ins, command.p1) in _CHANGES, Status.WRONG_PARAMETERS)
    turn, number, pin = _pin(turn, command.p2)
    require(not pin.blocked, Status.BLOCKED)
    require(number in turn.session.verified, Status.SECURITY_NOT_SATISFIED)
    has_the_form = pin.rule.form.fullmatch(command.data.decode("latin-1"))
    require(has_the_form is not None, Status.BAD_INPUT)
    return _with_pin(turn, number, evolve(pin, expected=command.data))


def _pin(turn: Turn, p2: int) -> tuple[Turn, int, PinFile]:
    turn, number, found = turn.file(p2)
    if not isinstance(found, PinFile):
        raise refusal(Status.WRONG_STRUCTURE)
    return turn, number, found


def _with_pin(turn: Turn, number: int, pin: PinFile) -> Turn:
    selected = turn.session.selected
    assert selected is not None, "a PIN was found, so its application is selected"
    return evolve(turn, state=turn.state.with_file(selected, number, pin))


def _missed(turn: Turn, pin: PinFile) -> Turn:
    return evolve(turn, response=Response(Status.MISSED | pin.tries_left))
