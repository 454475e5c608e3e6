"""COMPUTE DIGITAL SIGNATURE: P1 says how much of the hashing and padding is the card's work."""

from collections.abc import Callable
from hashlib import sha256

from tegata.card.apdu import Command, Status
from tegata.card.applets.files import File, KeyFile
from tegata.card.applets.turn import Ports, Turn, refusal, require, wanted
from tegata.card.values import SHA256_DIGEST_INFO, KeyStore

_SIGNATURE = 256
"""Octets of an RSA-2048 signature."""
_LONGEST_BLOCK = _SIGNATURE - 11
_DIGEST = 32

DEFAULT_KEY = 0
"""The number under which an application keeps the key that P2 = 00 means."""


def sign(ports: Ports, turn: Turn, command: Command) -> Turn:
    """Sign with the selected key. One PIN shown is good for several signatures."""
    require(command.p1 in _PADDINGS, Status.WRONG_PARAMETERS)
    turn, key = _key(turn, command.p2)
    if not isinstance(key, KeyFile):
        raise refusal(Status.WRONG_STRUCTURE)
    require(turn.session.opens(key.opened_by), Status.SECURITY_NOT_SATISFIED)
    if key.label is None:
        raise refusal(Status.OBJECT_NOT_FOUND)
    require(bool(command.data), Status.BAD_INPUT)
    require(wanted(command) >= _SIGNATURE, Status.WRONG_LE)
    return turn.answering(_PADDINGS[command.p1](ports.keys, key.label, command.data))


def _key(turn: Turn, p2: int) -> tuple[Turn, File | None]:
    if p2 == DEFAULT_KEY:
        return turn, turn.application.files.get(DEFAULT_KEY)
    turn, _, found = turn.file(p2)
    return turn, found


def _block(keys: KeyStore, label: str, block: bytes) -> bytes:
    require(len(block) <= _LONGEST_BLOCK, Status.BAD_INPUT)
    return keys.sign_block(label, block)


def _hashed(data: bytes) -> bytes:
    return sha256(data).digest()


def _digest(data: bytes) -> bytes:
    require(len(data) == _DIGEST, Status.BAD_INPUT)
    return data


_PADDINGS: dict[int, Callable[[KeyStore, str, bytes], bytes]] = {
    0: _block,
    1: lambda keys, label, data: keys.sign_block(label, _hashed(data)),
    2: lambda keys, label, data: keys.sign_block(label, SHA256_DIGEST_INFO + _digest(data)),
    3: lambda keys, label, data: keys.sign_block(label, SHA256_DIGEST_INFO + _hashed(data)),
    4: lambda keys, label, data: keys.sign_pss(label, _digest(data)),
    5: lambda keys, label, data: keys.sign_pss(label, _hashed(data)),
}
