"""Read entries of a list with all that RFC 5280, 5.3 allows: whatever is not the usual shape."""

from functools import lru_cache
from typing import Final

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.entries import REASON_EXISTS, WIDTH
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList
from tegata.pki.der import Element, Tag
from tegata.pki.problems import MalformedDer

_REASON_CODE: Final = b"\x55\x1d\x15"  # 2.5.29.21
_INVALIDITY_DATE: Final = b"\x55\x1d\x18"  # 2.5.29.24
_CERTIFICATE_ISSUER: Final = b"\x55\x1d\x1d"  # 2.5.29.29
_CRITICAL: Final = b"\xff"
_SIGN: Final = 0x80
_CLOCK: Final = ((6, 24, 3600), (8, 60, 60), (10, 60, 1))

Span = tuple[int, int, int]
"""Tag, where the content begins, where it ends."""


@frozen
class GenericEntry:
    """An entry as the columns take it."""

    serial: bytes
    revoked: int
    reason: int
    issuer: bytes | None
    """GeneralNames of the certificate's issuer, where the entry gives them (indirect lists)."""


def read_entry(octets: bytes, start: int, limit: int) -> GenericEntry:
    """Read the entry at ``start``.

    Raises MalformedDer, MalformedList, ListExtensionUnknown. An unusual list may be all unusual,
    so that this walks over offsets and makes no value for every element.
    """
    _, at, end = _expect(Tag.SEQUENCE, octets, start, limit)
    _, content, at = _expect(Tag.INTEGER, octets, at, end)
    serial = _serial(octets, content, at)
    found = _span(octets, at, end)
    revoked, at = _seconds(octets, at, found), found[2]
    reason, issuer = _extensions(octets, at, end) if at < end else (0, None)
    return GenericEntry(serial, revoked, reason, issuer)


def _span(octets: bytes, at: int, limit: int) -> Span:
    """Read an element's header; ``der`` decides about whatever is not short and complete."""
    content = at + 2
    if content <= limit:
        end = content + octets[at + 1]
        if end <= limit and octets[at + 1] < _SIGN:
            return octets[at], content, end
    found = der.read_at(octets, at, limit)
    return found.tag, found.content, found.end


def _expect(tag: int, octets: bytes, at: int, limit: int) -> Span:
    found = _span(octets, at, limit)
    if found[0] != tag:
        raise MalformedDer(position=str(at), why=f"an element with tag {tag:02x} must stand here")
    return found


def _serial(octets: bytes, start: int, end: int) -> bytes:
    serial = octets[start:end]
    first = serial[0] if 0 < len(serial) <= WIDTH else _SIGN
    shortest = first or (len(serial) > 1 and serial[1] >= _SIGN)
    if first >= _SIGN or not shortest:
        raise MalformedList(
            position=str(start), why="a serial is positive and has at most 20 octets"
        )
    return serial


def _seconds(octets: bytes, start: int, found: Span) -> int:
    """Read a time: days from a table of those already met, the clock by arithmetic."""
    tag, content, end = found
    written = octets[content:end]
    if tag == Tag.UTC_TIME and len(written) == 13 and written[:12].isdigit():  # noqa: PLR2004
        clock = [int(written[at : at + 2]) for at, _, _ in _CLOCK]
        if written.endswith(b"Z") and all(
            n < top for n, (_, top, _) in zip(clock, _CLOCK, strict=True)
        ):
            return _midnight(written[:6]) + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return int(der.read_time(Element(octets, tag, start, content, end)).timestamp())


@lru_cache(maxsize=1 << 14)
def _midnight(date: bytes) -> int:
    moment = der.element(Tag.UTC_TIME, date, b"000000Z")
    return int(der.read_time(der.read(moment)).timestamp())


def _extensions(octets: bytes, start: int, limit: int) -> tuple[int, bytes | None]:
    reason, issuer = 0, None
    _, at, end = _expect(Tag.SEQUENCE, octets, start, limit)
    seen: list[bytes] = []
    while at < end:
        _, at, after = _expect(Tag.SEQUENCE, octets, at, end)
        name, critical, value = _extension(octets, at, after)
        seen.append(name)
        if name == _REASON_CODE:
            reason = _reason(octets, *value)
        elif name == _CERTIFICATE_ISSUER:
            issuer = der.read(octets[slice(*value)], Tag.SEQUENCE).encoding
        elif critical and name != _INVALIDITY_DATE:
            raise ListExtensionUnknown(extension=_dotted(name))
        at = after
    if end != limit or len(seen) != len(set(seen)) or not seen:
        raise MalformedList(position=str(start), why="an entry's extensions cannot be read")
    return reason, issuer


def _extension(octets: bytes, at: int, end: int) -> tuple[bytes, bool, tuple[int, int]]:
    """Read an extension: the octets of its name, whether it is critical, where its value is."""
    start = at
    _, content, at = _expect(Tag.OBJECT_IDENTIFIER, octets, at, end)
    name = octets[content:at]
    tag, content, after = _span(octets, at, end)
    critical = tag == Tag.BOOLEAN and octets[content:after] == _CRITICAL
    if critical:
        tag, content, after = _span(octets, after, end)
    if tag != Tag.OCTET_STRING or after != end or not name or name[-1] >= _SIGN:
        raise MalformedList(position=str(start), why="an entry's extension cannot be read")
    return name, critical, (content, after)


def _reason(octets: bytes, start: int, end: int) -> int:
    tag, content, after = _span(octets, start, end)
    code = octets[content] if after == end == content + 1 else _SIGN
    if tag != Tag.ENUMERATED or not REASON_EXISTS[code]:
        raise MalformedList(position=str(start), why="the reason does not exist")
    return code


def _dotted(name: bytes) -> str:
    return der.read_object_identifier(der.read(der.element(Tag.OBJECT_IDENTIFIER, name)))
