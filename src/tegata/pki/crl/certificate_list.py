"""A signed list as it was received: its head at once, its entries when asked for."""

from datetime import datetime
from functools import cached_property
from typing import Self

from attrs import field, frozen

from tegata.pki import der
from tegata.pki.crl.decode import decode
from tegata.pki.crl.entries import Entries, no_entries
from tegata.pki.crl.generic import Extension, read_extensions
from tegata.pki.crl.index import Index
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList
from tegata.pki.crl.scope import Scope
from tegata.pki.x509.signature import check_signature

_NUMBER, _BASE, _SCOPE, _ISSUER_KEY = "2.5.29.20", "2.5.29.27", "2.5.29.28", "2.5.29.35"
_EXTENSIONS = 0xA0
_KEY_IDENTIFIER = 0x80
_TIMES = (der.Tag.UTC_TIME, der.Tag.GENERALIZED_TIME)


@frozen(kw_only=True, eq=False, slots=False)
class CertificateList:
    """A certificate revocation list of version 2 (or 1, which has no extensions)."""

    octets: bytes = field(repr=False)
    """The whole list, DER."""
    issuer: bytes
    """The issuer's Name, DER."""
    this_update: datetime
    next_update: datetime | None
    """When the next list comes at the latest; a list of JPKI always says so."""
    number: int | None
    base: int | None
    """For a delta list, the number of the whole list that it changes."""
    issuer_key: bytes | None
    """The key identifier of the authority key identifier."""
    scope: Scope | None
    """None when the list speaks about every certificate of its issuer."""
    algorithm: str
    """The dotted algorithm of the signature."""
    signature: bytes = field(repr=False)
    _signed: tuple[int, int]
    _listed: tuple[int, int]

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read the head of a list. Its entries are read by ``entries``.

        Raises MalformedDer, MalformedList, ListExtensionUnknown.
        """
        tbs, algorithm, signature = _parts(der.read(octets, der.Tag.SEQUENCE), 3)
        fields = _Fields(tbs)
        version = fields.take(der.Tag.INTEGER)
        inner = fields.need(der.Tag.SEQUENCE)
        if inner.encoding != algorithm.encoding:
            raise MalformedList(position=str(inner.start), why="its two algorithms differ")
        issuer, this_update = fields.need(der.Tag.SEQUENCE), fields.need(*_TIMES)
        next_update, listed = fields.take(*_TIMES), fields.take(der.Tag.SEQUENCE)
        extensions = _extensions(fields.take(_EXTENSIONS), version)
        fields.end()
        return cls(
            octets=octets,
            issuer=issuer.encoding,
            this_update=der.read_time(this_update),
            next_update=None if next_update is None else der.read_time(next_update),
            number=_integer(extensions.get(_NUMBER)),
            base=_integer(extensions.get(_BASE)),
            issuer_key=_key_identifier(extensions.get(_ISSUER_KEY)),
            scope=Scope.parse(extensions[_SCOPE].value) if _SCOPE in extensions else None,
            algorithm=der.read_object_identifier(next(iter(algorithm), algorithm)),
            signature=_bits(signature),
            signed=(tbs.start, tbs.end),
            listed=(0, 0) if listed is None else (listed.content, listed.end),
        )

    @cached_property
    def entries(self) -> Entries:
        """The revoked certificates. Raises MalformedDer, MalformedList, ListExtensionUnknown."""
        start, end = self._listed
        return decode(self.octets, start, end) if start < end else no_entries()

    @cached_property
    def index(self) -> Index:
        """The entries, found by serial. Raises as ``entries`` does."""
        return Index.of(self.entries)

    def check_signature(self, key: bytes) -> None:
        """Check the signature under ``key``, a DER SubjectPublicKeyInfo.

        Raises SignatureWrong, AlgorithmUnsupported.
        """
        start, end = self._signed
        check_signature(
            key=key,
            signed=memoryview(self.octets)[start:end],
            signature=self.signature,
            algorithm=self.algorithm,
            what="revocation list",
        )


class _Fields:
    """The fields of a SEQUENCE, taken one after the other."""

    def __init__(self, sequence: der.Element) -> None:
        self._all = iter(sequence)
        self._next = next(self._all, None)
        self._at = sequence.content

    def take(self, *tags: int) -> der.Element | None:
        """Take the next field if it has one of these tags."""
        found = self._next
        if found is None or found.tag not in tags:
            return None
        self._next, self._at = next(self._all, None), found.end
        return found

    def need(self, *tags: int) -> der.Element:
        """Take the next field, which must have one of these tags."""
        found = self.take(*tags)
        if found is None:
            raise MalformedList(position=str(self._at), why="a field is missing")
        return found

    def end(self) -> None:
        """See that nothing is left."""
        if self._next is not None:
            raise MalformedList(position=str(self._at), why="a field is unknown")


def _parts(whole: der.Element, count: int) -> list[der.Element]:
    parts = list(whole)
    if len(parts) != count:
        raise MalformedList(position=str(whole.start), why=f"{count} fields must stand here")
    return parts


def _extensions(found: der.Element | None, version: der.Element | None) -> dict[str, Extension]:
    if version is not None and der.read_integer(version) != 1:
        raise MalformedList(position=str(version.start), why="its version is not 2")
    if found is None:
        return {}
    if version is None:
        raise MalformedList(position=str(found.start), why="version 1 has no extensions")
    (inside,) = _parts(found, 1)
    extensions = {each.dotted: each for each in read_extensions(inside)}
    known = {_NUMBER, _BASE, _SCOPE, _ISSUER_KEY}
    for each in extensions.values():
        if each.critical and each.dotted not in known:
            raise ListExtensionUnknown(extension=each.dotted)
    return extensions


def _integer(extension: Extension | None) -> int | None:
    if extension is None:
        return None
    number = der.read_integer(der.read(extension.value))
    if number < 0:
        raise MalformedList(position=str(extension.position), why="its number is negative")
    return number


def _key_identifier(extension: Extension | None) -> bytes | None:
    if extension is None:
        return None
    parts = der.read(extension.value, der.Tag.SEQUENCE)
    return next((each.value for each in parts if each.tag == _KEY_IDENTIFIER), None)


def _bits(found: der.Element) -> bytes:
    if found.tag != der.Tag.BIT_STRING or found.value[:1] != b"\x00":
        raise MalformedList(position=str(found.start), why="its signature cannot be read")
    return found.value[1:]
