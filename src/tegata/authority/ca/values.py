"""CA generations, drafts to be signed, and the token without which nothing is."""

from datetime import datetime
from typing import Protocol

from attrs import define, field, frozen

from tegata.pki.profiles.facts import Issuer
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI, Rulebook, sandbox, sandbox_http
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import CertificateName, KeyId, Serial


@frozen
class Generation:
    """One key of a CA. All generations of a family share the family's name."""

    family: Family
    number: int
    rulebook: Rulebook
    certificate: Certificate

    @property
    def key_id(self) -> KeyId:
        """The identifier of the key, by which certificates name their issuer."""
        return self.certificate.key_id

    @property
    def issuer(self) -> Issuer:
        """What certificates say of it."""
        return Issuer.of(self.family, self.certificate)


def rulebook_named(name: str, base: str) -> Rulebook:
    """Find a rulebook by its name; ``base`` is the address of the sandbox's lists and answers."""
    books = {book.name: book for book in (JPKI, sandbox(base), sandbox_http(base))}
    return books[name]


@frozen
class Draft:
    """Octets that wait for one CA key's signature."""

    order: int
    issuer: KeyId
    serial: Serial | None
    """The serial that was given away for it; None for a revocation list."""
    kind: CertificateKind | None
    """The kind of certificate; None for a revocation list."""
    tbs: bytes = field(repr=False)

    @property
    def about(self) -> str:
        """What it is about: a certificate's name, or the order's number for a list."""
        return str(self.order if self.serial is None else CertificateName(self.issuer, self.serial))


class CaKey(Protocol):
    """One CA key, in a file or a module: signs, and is never shown."""

    def sign(self, tbs: bytes) -> bytes:
        """Sign with RSA PKCS#1 v1.5 and SHA-256."""
        ...


@define(eq=False)
class Checked:
    """A draft that passed every check: good for one signature, by the press that checked it.

    Python keeps nobody from making one; a test sees to it that only ``service.press.check`` does.
    """

    _draft: Draft
    _press: object
    _spent: bool = field(default=False, init=False)

    def spend(self, press: object) -> Draft:
        """Give the draft to its press, once."""
        if press is not self._press or self._spent:
            raise AssertionError("a checked draft is signed once, by the press that checked it")
        self._spent = True
        return self._draft


@frozen
class Planned:
    """One CA key of a key ceremony, as the reviewed file writes it."""

    family: Family
    number: int
    serial: int
    starts: datetime
    ends: datetime


@frozen
class Ceremony:
    """A reviewed file: which keys are made, under which rulebook."""

    rulebook: Rulebook
    planned: tuple[Planned, ...]
