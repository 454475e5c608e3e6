"""Command and response APDUs, short and extended (ISO 7816-3, 12.1.3), and the status words."""

from enum import IntEnum
from typing import Self

from attrs import field, frozen
from attrs.validators import ge, le, max_len, optional

from tegata.card.problems import AnswerMalformed, CommandMalformed

_HEADER = 4
_SHORT_LC = 0xFF
_SHORT_LE = 0x100
_LONGEST_LC = 0xFFFF
_LONGEST_LE = 0x10000
_EXTENDED_LC = 3
"""Octets of an extended Lc: 00 and two more."""

_STATUS = 2
"""Octets of a status word; SW1 is 6X or 9X (ISO 7816-3, 12.1.3)."""

_octet = [ge(0), le(0xFF)]


class Status(IntEnum):
    """Status words (ISO 7816-4, 5.6), with the meaning that JPKI cards give them."""

    OK = 0x9000
    MISSED = 0x63C0
    """The low nibble is the number of tries left."""
    WRONG_LENGTH = 0x6700
    SECURE_MESSAGING_UNSUPPORTED = 0x69FC
    """What JPKI cards answer to CLA 08 and 0C."""
    WRONG_STRUCTURE = 0x6981
    """Such as READ BINARY on a key."""
    SECURITY_NOT_SATISFIED = 0x6982
    BLOCKED = 0x6984
    BAD_INPUT = 0x6985
    """JPKI cards say so when the data has an impossible length."""
    NO_CURRENT_FILE = 0x6986
    NOT_FOUND = 0x6A82
    RECORD_NOT_FOUND = 0x6A83
    WRONG_PARAMETERS = 0x6A86
    OBJECT_NOT_FOUND = 0x6A88
    BEYOND_END = 0x6B00
    WRONG_LE = 0x6C00
    """The low octet is the length that is there."""
    INSTRUCTION_UNKNOWN = 0x6D00
    CLASS_UNKNOWN = 0x6E00


@frozen
class Command:
    """One command: its header, its data, and how many octets of answer are wanted at most."""

    cla: int = field(validator=_octet)
    ins: int = field(validator=_octet)
    p1: int = field(validator=_octet)
    p2: int = field(validator=_octet)
    data: bytes = field(default=b"", validator=max_len(_LONGEST_LC), repr=False)
    le: int | None = field(default=None, validator=optional([ge(1), le(_LONGEST_LE)]))

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read any of the four cases in either length. Raises CommandMalformed."""
        if len(octets) < _HEADER:
            raise CommandMalformed(size=str(len(octets)))
        body = octets[_HEADER:]
        data, wanted = _short(body) if len(body) <= 1 or body[0] else _extended(body)
        cla, ins, p1, p2 = octets[:_HEADER]
        return cls(cla, ins, p1, p2, data, wanted)

    def encode(self) -> bytes:
        """Write the command: short where both lengths fit, extended otherwise."""
        header = bytes([self.cla, self.ins, self.p1, self.p2])
        if len(self.data) <= _SHORT_LC and (self.le or 0) <= _SHORT_LE:
            lc = bytes([len(self.data)]) if self.data else b""
            wanted = b"" if self.le is None else bytes([self.le & 0xFF])
            return header + lc + self.data + wanted
        lc = b"\0" + len(self.data).to_bytes(2, "big") if self.data else b""
        wanted = b"" if self.le is None else (self.le & 0xFFFF).to_bytes(2, "big")
        return header + (lc or b"\0") + self.data + wanted


def _short(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or _SHORT_LE
    data, rest = body[1 : 1 + body[0]], body[1 + body[0] :]
    if len(data) != body[0] or len(rest) > 1:
        raise CommandMalformed(size=str(_HEADER + len(body)))
    return data, (rest[0] or _SHORT_LE) if rest else None


def _extended(body: bytes) -> tuple[bytes, int | None]:
    number = int.from_bytes(body[1:_EXTENDED_LC], "big")
    if len(body) == _EXTENDED_LC:
        return b"", number or _LONGEST_LE
    data, rest = body[_EXTENDED_LC : _EXTENDED_LC + number], body[_EXTENDED_LC + number :]
    if not number or len(data) != number or len(rest) not in {0, 2}:
        raise CommandMalformed(size=str(_HEADER + len(body)))
    return data, (int.from_bytes(rest, "big") or _LONGEST_LE) if rest else None


@frozen
class Response:
    """One answer: its data and its status word."""

    status: int = field(validator=[ge(0x6000), le(0x9FFF)])
    data: bytes = field(default=b"", repr=False)

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read what came from a card. Raises AnswerMalformed."""
        if len(octets) < _STATUS or octets[-_STATUS] >> 4 not in {6, 9}:
            raise AnswerMalformed
        return cls(int.from_bytes(octets[-_STATUS:], "big"), octets[:-_STATUS])

    def encode(self) -> bytes:
        """Write the answer."""
        return self.data + self.status.to_bytes(2, "big")
