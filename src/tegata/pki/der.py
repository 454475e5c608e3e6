"""Distinguished encoding (ITU-T X.690): write elements, and read them back strictly."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache

from attrs import frozen

from tegata.pki.problems import MalformedDer

_SHORT = 0x80
_SHORT_LENGTHS = [bytes([size]) for size in range(_SHORT)]
_LONGEST_LENGTH = 8
_LONGEST_IDENTIFIER = 128
"""Octets: twice what is in use; an arc of any length would cost time by its square."""
_PADDED_ARC = re.compile(rb"(?:^|[\x00-\x7f])\x80", re.DOTALL)
"""An arc that begins with zeros (X.690, 8.19.2)."""
_FIRST_GENERALIZED_YEAR = 2050


class Tag(IntEnum):
    """The universal tags that PKI structures use."""

    BOOLEAN = 0x01
    INTEGER = 0x02
    BIT_STRING = 0x03
    OCTET_STRING = 0x04
    NULL = 0x05
    OBJECT_IDENTIFIER = 0x06
    ENUMERATED = 0x0A
    UTF8_STRING = 0x0C
    SEQUENCE = 0x30
    SET = 0x31
    PRINTABLE_STRING = 0x13
    IA5_STRING = 0x16
    UTC_TIME = 0x17
    GENERALIZED_TIME = 0x18


# --- write ---------------------------------------------------------------------------------------


def length(size: int) -> bytes:
    """Encode a definite length in its shortest form (X.690, 10.1)."""
    if size < _SHORT:
        return _SHORT_LENGTHS[size]
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([_SHORT | len(octets)]) + octets


def element(tag: int, *contents: bytes) -> bytes:
    """Encode one element around the concatenation of its contents."""
    content = b"".join(contents)
    return bytes([tag]) + length(len(content)) + content


def sequence(*contents: bytes) -> bytes:
    """Encode a SEQUENCE."""
    return element(Tag.SEQUENCE, *contents)


def set_of(*members: bytes) -> bytes:
    """Encode a SET OF: members sorted by their encoding (X.690, 11.6)."""
    return element(Tag.SET, *sorted(members))


def explicit(number: int, content: bytes) -> bytes:
    """Wrap an element in a constructed context tag."""
    return element(0xA0 | number, content)


def implicit(number: int, content: bytes) -> bytes:
    """Encode a primitive under a context tag in place of its own."""
    return element(0x80 | number, content)


def integer(number: int, tag: int = Tag.INTEGER) -> bytes:
    """Encode an INTEGER, or an ENUMERATED, in the fewest octets of two's complement."""
    return element(tag, _twos_complement(number))


def _twos_complement(number: int) -> bytes:
    bits = (number if number >= 0 else ~number).bit_length()
    return number.to_bytes(bits // 8 + 1, "big", signed=True)


def boolean(truth: bool) -> bytes:  # noqa: FBT001 - the value is what is encoded
    """Encode a BOOLEAN."""
    return element(Tag.BOOLEAN, b"\xff" if truth else b"\x00")


def null() -> bytes:
    """Encode a NULL."""
    return element(Tag.NULL)


def octet_string(octets: bytes) -> bytes:
    """Encode an OCTET STRING."""
    return element(Tag.OCTET_STRING, octets)


def bit_string(octets: bytes, unused: int = 0) -> bytes:
    """Encode a BIT STRING whose last octet has ``unused`` bits."""
    return element(Tag.BIT_STRING, bytes([unused]), octets)


def text(value: str, tag: int = Tag.UTF8_STRING) -> bytes:
    """Encode a character string."""
    return element(tag, value.encode("utf-8" if tag == Tag.UTF8_STRING else "ascii"))


@lru_cache(maxsize=1024)
def object_identifier(dotted: str) -> bytes:
    """Encode an OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return element(Tag.OBJECT_IDENTIFIER, *(_base128(arc) for arc in [40 * first + second, *rest]))


def _base128(arc: int) -> bytes:
    octets = [arc & 0x7F]
    while arc := arc >> 7:
        octets.append(0x80 | (arc & 0x7F))
    return bytes(reversed(octets))


def time(moment: datetime) -> bytes:
    """Encode a Time: UTCTime through 2049, GeneralizedTime after (RFC 5280, 4.1.2.5)."""
    moment = moment.astimezone(UTC)
    if moment.year < _FIRST_GENERALIZED_YEAR:
        return text(f"{moment:%y%m%d%H%M%S}Z", Tag.UTC_TIME)
    return generalized_time(moment)


def generalized_time(moment: datetime) -> bytes:
    """Encode a GeneralizedTime without fractional seconds (RFC 5280, 4.1.2.5.2)."""
    moment = moment.astimezone(UTC)
    return text(f"{moment.year:04d}{moment:%m%d%H%M%S}Z", Tag.GENERALIZED_TIME)


# --- read ----------------------------------------------------------------------------------------


@frozen
class Element:
    """One element inside ``der``: ``der[start:end]`` is all of it, ``der[content:end]`` its value."""

    der: bytes
    tag: int
    start: int
    content: int
    end: int

    @property
    def encoding(self) -> bytes:
        """The whole element."""
        return self.der[self.start : self.end]

    @property
    def value(self) -> bytes:
        """The content octets."""
        return self.der[self.content : self.end]

    def __iter__(self) -> Iterator["Element"]:
        """Walk the elements inside. Raises MalformedDer where they do not fill it exactly."""
        at = self.content
        while at < self.end:
            child = read_at(self.der, at, self.end)
            yield child
            at = child.end


def read(der: bytes, tag: int | None = None) -> Element:
    """Read the one element that fills ``der``. Raises MalformedDer."""
    whole = read_at(der, 0, len(der))
    if whole.end != len(der):
        raise MalformedDer(position=str(whole.end), why="octets follow the element")
    if tag is not None and whole.tag != tag:
        raise MalformedDer(position="0", why=f"tag {whole.tag:02x} where {tag:02x} must stand")
    return whole


def read_at(der: bytes, start: int, limit: int) -> Element:
    """Read the element that starts at ``start`` and ends by ``limit``. Raises MalformedDer."""
    if start + 2 > limit:
        raise MalformedDer(position=str(start), why="the element is cut off")
    tag, first = der[start], der[start + 1]
    if tag & 0x1F == 0x1F:  # noqa: PLR2004 - X.690, 8.1.2.4
        raise MalformedDer(position=str(start), why="a tag of several octets is not used in PKI")
    content, size = (start + 2, first) if first < _SHORT else _long_length(der, start, limit)
    if content + size > limit:
        raise MalformedDer(position=str(start), why="the element is cut off")
    return Element(der, tag, start, content, content + size)


def _long_length(der: bytes, start: int, limit: int) -> tuple[int, int]:
    count = der[start + 1] & 0x7F
    content = start + 2 + count
    if not 1 <= count <= _LONGEST_LENGTH or content > limit:
        raise MalformedDer(position=str(start), why="the length cannot be read")
    size = int.from_bytes(der[start + 2 : content], "big")
    if length(size) != der[start + 1 : content]:
        raise MalformedDer(position=str(start), why="the length is not in its shortest form")
    return content, size


def read_integer(found: Element, tag: int = Tag.INTEGER) -> int:
    """Read an INTEGER or ENUMERATED in its shortest form. Raises MalformedDer."""
    octets = found.value
    if found.tag != tag or not octets:
        raise MalformedDer(position=str(found.start), why="an integer must stand here")
    number = int.from_bytes(octets, "big", signed=True)
    if octets != _twos_complement(number):
        raise MalformedDer(position=str(found.start), why="the integer is not in its shortest form")
    return number


def read_object_identifier(found: Element) -> str:
    """Read an OBJECT IDENTIFIER into its dotted form. Raises MalformedDer."""
    dotted = _dotted(found.value) if found.tag == Tag.OBJECT_IDENTIFIER else ""
    if not dotted:
        raise MalformedDer(position=str(found.start), why="an object identifier must stand here")
    return dotted


@lru_cache(maxsize=1024)
def _dotted(octets: bytes) -> str:
    """Spell the arcs; nothing where the octets are not their one encoding."""
    sound = 1 <= len(octets) <= _LONGEST_IDENTIFIER and not octets[-1] & 0x80
    if not sound or _PADDED_ARC.search(octets):
        return ""
    arcs, arc = [], 0
    for octet in octets:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, [first, arcs[0] - 40 * first, *arcs[1:]]))


_TIMES = {
    Tag.UTC_TIME: (re.compile(rb"\d{12}Z"), "%y%m%d%H%M%SZ"),
    Tag.GENERALIZED_TIME: (re.compile(rb"\d{14}Z"), "%Y%m%d%H%M%SZ"),
}


def read_time(found: Element) -> datetime:
    """Read a Time, with seconds and in UTC (RFC 5280, 4.1.2.5). Raises MalformedDer."""
    pattern, form = _TIMES.get(Tag(found.tag) if found.tag in _TIMES else Tag.NULL, (None, ""))
    octets = found.value
    if pattern is None or not pattern.fullmatch(octets):
        raise MalformedDer(position=str(found.start), why="a time must stand here")
    written = octets.decode("ascii")
    if found.tag == Tag.UTC_TIME:  # RFC 5280, 4.1.2.5.1: 50 and above is the 20th century
        written, form = ("19" if written >= "5" else "20") + written, "%Y%m%d%H%M%SZ"
    try:
        return datetime.strptime(written, form).replace(tzinfo=UTC)
    except ValueError:
        raise MalformedDer(
            position=str(found.start), why="the time is not in the calendar"
        ) from None
