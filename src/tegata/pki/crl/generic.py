"""Read one entry of a list with all that RFC 5280, 5.3 allows: for whatever is not the usual shape."""

from calendar import timegm
from collections.abc import Iterator

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.entries import REASON_EXISTS, WIDTH
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList

REASON_CODE = "2.5.29.21"
INVALIDITY_DATE = "2.5.29.24"
CERTIFICATE_ISSUER = "2.5.29.29"


@frozen
class GenericEntry:
    """An entry as the columns take it."""

    serial: bytes
    revoked: int
    reason: int
    issuer: bytes | None
    """GeneralNames of the certificate's issuer, where the entry gives them (indirect lists)."""


@frozen
class Extension:
    """One extension of a list or an entry."""

    dotted: str
    critical: bool
    value: bytes
    position: int


def read_entry(octets: bytes, start: int, limit: int) -> tuple[GenericEntry, int]:
    """Read the entry at ``start``; tell where the next one begins.

    Raises MalformedDer, MalformedList, ListExtensionUnknown.
    """
    whole = der.read_at(octets, start, limit)
    if whole.tag != der.Tag.SEQUENCE:
        raise MalformedList(position=str(start), why="an entry must stand here")
    serial, revoked, *rest = _two_or_three(whole)
    reason, issuer = _extensions(rest[0]) if rest else (0, None)
    seconds = timegm(der.read_time(revoked).timetuple())
    return GenericEntry(_serial(serial), seconds, reason, issuer), whole.end


def _two_or_three(whole: der.Element) -> list[der.Element]:
    parts = list(whole)
    if not 2 <= len(parts) <= 3:  # noqa: PLR2004 - RFC 5280, 5.1
        raise MalformedList(position=str(whole.start), why="an entry has two or three fields")
    return parts


def _serial(found: der.Element) -> bytes:
    if der.read_integer(found) < 1 or found.end - found.content > WIDTH:
        raise MalformedList(
            position=str(found.start), why="a serial is positive and has at most 20 octets"
        )
    return found.value


def _extensions(found: der.Element) -> tuple[int, bytes | None]:
    reason, issuer = 0, None
    for extension in read_extensions(found):
        if extension.dotted == REASON_CODE:
            reason = _reason(extension)
        elif extension.dotted == CERTIFICATE_ISSUER:
            issuer = der.read(extension.value, der.Tag.SEQUENCE).encoding
        elif extension.critical and extension.dotted != INVALIDITY_DATE:
            raise ListExtensionUnknown(extension=extension.dotted)
    return reason, issuer


def _reason(extension: Extension) -> int:
    code = der.read_integer(der.read(extension.value), der.Tag.ENUMERATED)
    if not 0 <= code < len(REASON_EXISTS) or not REASON_EXISTS[code]:
        raise MalformedList(position=str(extension.position), why="the reason does not exist")
    return code


def read_extensions(found: der.Element) -> Iterator[Extension]:
    """Read an Extensions: at least one, none twice. Raises MalformedDer, MalformedList."""
    seen: set[str] = set()
    if found.tag != der.Tag.SEQUENCE or found.content == found.end:
        raise MalformedList(position=str(found.start), why="extensions must stand here")
    for each in found:
        extension = _extension(each)
        if extension.dotted in seen:
            raise MalformedList(position=str(each.start), why="an extension stands twice")
        seen.add(extension.dotted)
        yield extension


def _extension(found: der.Element) -> Extension:
    match list(found) if found.tag == der.Tag.SEQUENCE else []:
        case [dotted, value]:
            critical = False
        case [dotted, flag, value] if flag.encoding == b"\x01\x01\xff":
            critical = True
        case _:
            raise MalformedList(position=str(found.start), why="an extension must stand here")
    if value.tag != der.Tag.OCTET_STRING:
        raise MalformedList(position=str(value.start), why="an extension's value must stand here")
    return Extension(der.read_object_identifier(dotted), critical, value.value, found.start)
