"""Read one entry of a list with all that RFC 5280, 5.3 allows: for whatever is not the usual shape."""

from typing import Final

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.entries import REASON_EXISTS, WIDTH
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList
from tegata.pki.der import Tag
from tegata.pki.x509.extensions import read_extensions
from tegata.pki.x509.walk import Walk

REASON_CODE: Final = "2.5.29.21"
INVALIDITY_DATE: Final = "2.5.29.24"
CERTIFICATE_ISSUER: Final = "2.5.29.29"


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

    Raises MalformedDer, MalformedList, ListExtensionUnknown.
    """
    whole = der.read_at(octets, start, limit)
    if whole.tag != Tag.SEQUENCE:
        raise MalformedList(position=str(start), why="an entry must stand here")
    fields = Walk(whole)
    serial, revoked = _serial(fields.take()), der.read_time(fields.take())
    extensions = fields.take_if(Tag.SEQUENCE)
    fields.end()
    reason, issuer = (0, None) if extensions is None else _extensions(extensions)
    return GenericEntry(serial, int(revoked.timestamp()), reason, issuer)


def _serial(found: der.Element) -> bytes:
    if der.read_integer(found) < 1 or found.end - found.content > WIDTH:
        raise MalformedList(
            position=str(found.start), why="a serial is positive and has at most 20 octets"
        )
    return found.value


def _extensions(found: der.Element) -> tuple[int, bytes | None]:
    reason, issuer = 0, None
    for extension in read_extensions(found):
        if extension.oid == REASON_CODE:
            reason = _reason(extension.value, found.start)
        elif extension.oid == CERTIFICATE_ISSUER:
            issuer = der.read(extension.value, Tag.SEQUENCE).encoding
        elif extension.critical and extension.oid != INVALIDITY_DATE:
            raise ListExtensionUnknown(extension=extension.oid)
    return reason, issuer


def _reason(value: bytes, position: int) -> int:
    code = der.read_integer(der.read(value), Tag.ENUMERATED)
    if not 0 <= code < len(REASON_EXISTS) or not REASON_EXISTS[code]:
        raise MalformedList(position=str(position), why="the reason does not exist")
    return code
