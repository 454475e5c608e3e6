"""Which certificate is asked about: hashes of its issuer, and its serial (RFC 6960, 4.1.1)."""

import hashlib
from typing import Final, Self

from attrs import field, frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.names import Serial
from tegata.pki.x509.walk import Walk, read_bits

SHA1: Final = "1.3.14.3.2.26"
SHA256: Final = "2.16.840.1.101.3.4.2.1"


@frozen
class CertId:
    """A CertID. Two are equal when they name the same certificate by the same hash."""

    algorithm: str
    """The dotted hash algorithm."""
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: Serial
    encoding: bytes = field(eq=False, repr=False)
    """As the asker wrote it: an answer repeats it."""

    @classmethod
    def make(cls, algorithm: str, name_hash: bytes, key_hash: bytes, serial: Serial) -> Self:
        """Name a certificate."""
        encoding = der.sequence(
            der.sequence(der.object_identifier(algorithm), der.null()),
            der.octet_string(name_hash),
            der.octet_string(key_hash),
            der.integer(serial.number),
        )
        return cls(algorithm, name_hash, key_hash, serial, encoding)

    @classmethod
    def read(cls, found: Element) -> Self:
        """Read a CertID. Raises MalformedDer."""
        walk = Walk(found)
        algorithm = walk.enter()
        dotted = der.read_object_identifier(algorithm.take())
        algorithm.take_if(Tag.NULL)
        algorithm.end()
        name_hash, key_hash = walk.take(Tag.OCTET_STRING), walk.take(Tag.OCTET_STRING)
        number = der.read_integer(walk.take())
        walk.end()
        try:
            serial = Serial(number)
        except ValueError:
            raise MalformedDer(
                position=str(found.start), why="a serial is positive and has at most 20 octets"
            ) from None
        return cls(dotted, name_hash.value, key_hash.value, serial, found.encoding)


@frozen
class IssuerHashes:
    """How CertIDs name one issuer: hashes of its DN and of its key's bits, by SHA-1 and SHA-256."""

    sha1: tuple[bytes, bytes]
    sha256: tuple[bytes, bytes]

    @classmethod
    def of(cls, *, name: bytes, key: bytes) -> Self:
        """Hash an issuer's Name and SubjectPublicKeyInfo, both DER. Raises MalformedDer."""
        walk = Walk.of(key)
        walk.take(Tag.SEQUENCE)
        bits = read_bits(walk.take(Tag.BIT_STRING))
        return cls(
            (_sha1(name), _sha1(bits)),
            (hashlib.sha256(name).digest(), hashlib.sha256(bits).digest()),
        )

    def issued(self, asked: CertId) -> bool:
        """Tell whether a CertID names a certificate of this issuer."""
        return (asked.issuer_name_hash, asked.issuer_key_hash) == self._pairs.get(asked.algorithm)

    def cert_id(self, serial: Serial, algorithm: str = SHA1) -> CertId:
        """Name a certificate of this issuer. SHA-1 is what every responder knows (RFC 5019)."""
        name_hash, key_hash = self._pairs[algorithm]
        return CertId.make(algorithm, name_hash, key_hash, serial)

    @property
    def _pairs(self) -> dict[str, tuple[bytes, bytes]]:
        return {SHA1: self.sha1, SHA256: self.sha256}


def _sha1(octets: bytes) -> bytes:
    return hashlib.sha1(octets, usedforsecurity=False).digest()
