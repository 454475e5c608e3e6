"""A certificate as a value, read from its encoding; and one assembled around a signature."""

import hashlib
from datetime import datetime
from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.x509.algorithm import read_algorithm
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.extensions import (
    AUTHORITY_KEY_IDENTIFIER,
    SUBJECT_KEY_IDENTIFIER,
    Extension,
    read_extensions,
)
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.problems import CertificateRefused
from tegata.pki.x509.read import AuthorityKeyId, read_authority_key_id, read_octets
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM, check_signature
from tegata.pki.x509.walk import Walk, read_bits

_VERSION, _ISSUER_UNIQUE_ID, _SUBJECT_UNIQUE_ID, _EXTENSIONS = 0xA0, 0x81, 0x82, 0xA3
_KEY_ID_SIZE = 20


@frozen
class Certificate:
    """A certificate (RFC 5280, 4.1): every field as it was encoded, none of them trusted yet."""

    der: bytes
    tbs: bytes
    """The octets that were signed: the exact slice, never encoded again."""
    version: int
    """1, 2 or 3, as people count."""
    serial: Serial
    issuer: bytes
    """The issuer's Name, in DER."""
    subject: bytes
    """The subject's Name, in DER."""
    not_before: datetime
    not_after: datetime
    key: bytes
    """The SubjectPublicKeyInfo, in DER."""
    extensions: tuple[Extension, ...]
    algorithm: str
    """The dotted signature algorithm."""
    signature: bytes

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a certificate strictly. Raises MalformedDer or CertificateRefused."""
        outer = Walk.of(octets)
        tbs = outer.take(Tag.SEQUENCE)
        algorithm = outer.take(Tag.SEQUENCE)
        signature = read_bits(outer.take(Tag.BIT_STRING))
        outer.end()

        fields = Walk(tbs)
        version = _version(fields.take_if(_VERSION))
        serial = _serial(der.read_integer(fields.take()))
        if fields.take(Tag.SEQUENCE).encoding != algorithm.encoding:
            raise CertificateRefused(why="it names two signature algorithms")
        issuer = check_name(fields.take(Tag.SEQUENCE))
        not_before, not_after = _validity(fields.enter())
        subject = check_name(fields.take(Tag.SEQUENCE))
        key = _key(fields.take(Tag.SEQUENCE))
        extensions = _tail(fields, version)
        return cls(
            octets, tbs.encoding, version, serial, issuer, subject, not_before, not_after,
            key, extensions, read_algorithm(algorithm), signature,
        )  # fmt: skip

    @property
    def key_id(self) -> KeyId:
        """The identifier of this certificate's own key."""
        return key_id_of(self.key)

    @property
    def name(self) -> CertificateName:
        """What this certificate is called everywhere else. Raises CertificateRefused.

        A self-issued certificate that names no issuer's key was signed by its own, as the CAs of
        JPKI are (RFC 5280, 4.2.1.1).
        """
        issuer = self.authority_key_id.key_id
        if issuer is None and self.issuer == self.subject:
            return CertificateName(self.key_id, self.serial)
        if issuer is None or len(issuer) != _KEY_ID_SIZE:
            raise CertificateRefused(why="it does not identify its issuer's key")
        return CertificateName(KeyId(issuer), self.serial)

    @property
    def authority_key_id(self) -> AuthorityKeyId:
        """How it identifies its issuer's key; empty where it does not. Raises MalformedDer."""
        value = self.value_of(AUTHORITY_KEY_IDENTIFIER)
        return AuthorityKeyId() if value is None else read_authority_key_id(value)

    @property
    def subject_key_id(self) -> bytes | None:
        """The subject key identifier that it claims. Raises MalformedDer."""
        value = self.value_of(SUBJECT_KEY_IDENTIFIER)
        return None if value is None else read_octets(value)

    def extension(self, oid: str) -> Extension | None:
        """Find an extension."""
        return next((found for found in self.extensions if found.oid == oid), None)

    def value_of(self, oid: str) -> bytes | None:
        """Find an extension's value, in DER."""
        found = self.extension(oid)
        return None if found is None else found.value

    def check_signed_by(self, key: bytes) -> None:
        """Check its signature under a SubjectPublicKeyInfo.

        Raises SignatureWrong or AlgorithmUnsupported.
        """
        check_signature(
            key=key, signed=self.tbs, signature=self.signature, algorithm=self.algorithm,
            what="certificate",
        )  # fmt: skip


def assemble(tbs: bytes, signature: bytes, algorithm: bytes = SHA256_WITH_RSA_ALGORITHM) -> bytes:
    """Put a signature behind what was signed: a Certificate (RFC 5280, 4.1)."""
    return der.sequence(tbs, algorithm, der.bit_string(signature))


def key_id_of(key: bytes) -> KeyId:
    """Identify a SubjectPublicKeyInfo (RFC 5280, 4.2.1.2, method 1). Raises MalformedDer."""
    walk = Walk.of(key)
    walk.take(Tag.SEQUENCE)
    bits = read_bits(walk.take(Tag.BIT_STRING))
    return KeyId(hashlib.sha1(bits, usedforsecurity=False).digest())


def _version(found: Element | None) -> int:
    if found is None:
        return 1
    walk = Walk(found)
    version = der.read_integer(walk.take()) + 1
    walk.end()
    if version not in {2, 3}:
        raise CertificateRefused(why="its version is unknown")
    return version


def _serial(number: int) -> Serial:
    try:
        return Serial(number)
    except ValueError:
        raise CertificateRefused(why="its serial is not positive or too long") from None


def _validity(walk: Walk) -> tuple[datetime, datetime]:
    not_before, not_after = der.read_time(walk.take()), der.read_time(walk.take())
    walk.end()
    return not_before, not_after


def _key(found: Element) -> bytes:
    walk = Walk(found)
    read_algorithm(walk.take(Tag.SEQUENCE))
    read_bits(walk.take(Tag.BIT_STRING))
    walk.end()
    return found.encoding


def _tail(fields: Walk, version: int) -> tuple[Extension, ...]:
    unique = fields.take_if(_ISSUER_UNIQUE_ID), fields.take_if(_SUBJECT_UNIQUE_ID)
    wrapped = fields.take_if(_EXTENSIONS)
    fields.end()
    if any(unique) and version == 1:
        raise CertificateRefused(why="unique identifiers need version 2")
    if wrapped is None:
        return ()
    if version != 3:  # noqa: PLR2004 - RFC 5280, 4.1.2.1
        raise CertificateRefused(why="extensions need version 3")
    walk = Walk(wrapped)
    extensions = read_extensions(walk.take(Tag.SEQUENCE))
    walk.end()
    return extensions
