"""A signed list as it was received: its head at once, its entries when asked for."""

from datetime import datetime
from functools import cached_property
from typing import Self

from attrs import field, frozen

from tegata.pki import der
from tegata.pki.crl.decode import decode
from tegata.pki.crl.entries import Entries, no_entries
from tegata.pki.crl.extensions import ListExtensions
from tegata.pki.crl.index import Index
from tegata.pki.crl.problems import MalformedList
from tegata.pki.crl.scope import Scope
from tegata.pki.der import Tag
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.signature import check_signature
from tegata.pki.x509.walk import Walk, read_bits

_EXTENSIONS = 0xA0


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
        outer = Walk.of(octets)
        tbs, algorithm = outer.take(Tag.SEQUENCE), outer.take(Tag.SEQUENCE)
        signature = read_bits(outer.take(Tag.BIT_STRING))
        outer.end()
        fields = Walk(tbs)
        version = fields.take_if(Tag.INTEGER)
        if fields.take(Tag.SEQUENCE).encoding != algorithm.encoding:
            raise MalformedList(position=str(tbs.start), why="it names two signature algorithms")
        issuer, this_update = check_name(fields.take(Tag.SEQUENCE)), der.read_time(fields.take())
        next_update = fields.take_if(Tag.UTC_TIME) or fields.take_if(Tag.GENERALIZED_TIME)
        listed = fields.take_if(Tag.SEQUENCE)
        extensions = ListExtensions.read(fields.take_if(_EXTENSIONS), version)
        fields.end()
        return cls(
            octets=octets,
            issuer=issuer,
            this_update=this_update,
            next_update=None if next_update is None else der.read_time(next_update),
            number=extensions.number,
            base=extensions.base,
            issuer_key=extensions.issuer_key,
            scope=extensions.scope,
            algorithm=der.read_object_identifier(Walk(algorithm).take()),
            signature=signature,
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
