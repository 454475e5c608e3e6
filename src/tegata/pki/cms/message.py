"""A signed message as a value: read from its encoding, and checked against its content."""

import hashlib
from datetime import datetime
from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.cms import signing
from tegata.pki.cms.problems import (
    ContentMissing,
    ContentTwice,
    DigestWrong,
    MessageUnsupported,
    SignerUnknown,
)
from tegata.pki.der import Element, Tag
from tegata.pki.problems import AlgorithmUnsupported, MalformedDer
from tegata.pki.x509.algorithm import read_algorithm
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.names import Serial
from tegata.pki.x509.signature import SHA256_WITH_RSA, check_signature
from tegata.pki.x509.walk import Walk

_ALGORITHMS = {signing.RSA_ENCRYPTION: SHA256_WITH_RSA, SHA256_WITH_RSA: SHA256_WITH_RSA}
_CERTIFICATES, _LISTS, _SIGNED, _UNSIGNED = 0xA0, 0xA1, 0xA0, 0xA1


@frozen
class Message:
    """A SignedData of version 1 with one signer (RFC 5652, 5.1)."""

    content: bytes | None
    """What is signed; None when it is detached."""
    certificates: tuple[Certificate, ...]
    issuer: bytes
    """The Name of the issuer of the signer's certificate, in DER."""
    serial: Serial
    attributes: bytes
    """The octets that were signed: the SET OF under its own tag."""
    message_digest: bytes
    signing_time: datetime | None
    algorithm: str
    """The dotted signature algorithm, rsaEncryption or sha256WithRSAEncryption."""
    signature: bytes

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a message strictly.

        Raises MalformedDer, MessageUnsupported, AlgorithmUnsupported or CertificateRefused.
        """
        outer = Walk.of(octets)
        _expect(outer.take(), signing.SIGNED_DATA, "it is not signed data")
        wrapped = outer.enter(0xA0)
        fields = wrapped.enter()
        wrapped.end()
        outer.end()

        _expect_version(fields)
        if signing.SHA256 not in set(map(read_algorithm, fields.take(Tag.SET))):
            raise MessageUnsupported(why="SHA-256 is not among its digests")
        content = _content(fields.enter())
        certificates = fields.take_if(_CERTIFICATES)
        fields.take_if(_LISTS)
        signers = list(fields.take(Tag.SET))
        fields.end()
        if len(signers) != 1:
            raise MessageUnsupported(why=f"it has {len(signers)} signers")
        held = tuple(Certificate.parse(found.encoding) for found in certificates or ())
        return cls(content, held, *_signer(Walk(signers[0])))

    @property
    def signer(self) -> Certificate:
        """The certificate of the signer. Raises SignerUnknown."""
        for held in self.certificates:
            if (held.issuer, held.serial) == (self.issuer, self.serial):
                return held
        raise SignerUnknown

    def check(self, content: bytes | None = None) -> Certificate:
        """Check that the signer's key signed the content; say whose certificate that is.

        ``content`` is given for a detached signature alone. Whether the certificate is valid is
        another question, for ``pki.verify``. Raises ContentMissing, ContentTwice, DigestWrong,
        SignerUnknown, SignatureWrong or AlgorithmUnsupported.
        """
        if hashlib.sha256(self._signed_content(content)).digest() != self.message_digest:
            raise DigestWrong
        signer = self.signer
        check_signature(
            key=signer.key,
            signed=self.attributes,
            signature=self.signature,
            algorithm=_ALGORITHMS[self.algorithm],
            what="signed message",
        )
        return signer

    def _signed_content(self, given: bytes | None) -> bytes:
        if self.content is not None and given is not None:
            raise ContentTwice
        content = given if self.content is None else self.content
        if content is None:
            raise ContentMissing
        return content


_Signer = tuple[bytes, Serial, bytes, bytes, datetime | None, str, bytes]


def _signer(walk: Walk) -> _Signer:
    _expect_version(walk)
    issuer, serial = _issuer_and_serial(walk.enter())
    if read_algorithm(walk.take(Tag.SEQUENCE)) != signing.SHA256:
        raise MessageUnsupported(why="its digest is not SHA-256")
    attributes = walk.take_if(_SIGNED)
    if attributes is None:
        raise MessageUnsupported(why="it has no signed attributes")
    algorithm = read_algorithm(walk.take(Tag.SEQUENCE))
    if algorithm not in _ALGORITHMS:
        raise AlgorithmUnsupported(algorithm=algorithm)
    signature = walk.take(Tag.OCTET_STRING).value
    walk.take_if(_UNSIGNED)
    walk.end()
    digest, time = _attributes(attributes)
    signed = bytes([Tag.SET]) + attributes.encoding[1:]
    return issuer, serial, signed, digest, time, algorithm, signature


def _issuer_and_serial(walk: Walk) -> tuple[bytes, Serial]:
    issuer, number = check_name(walk.take(Tag.SEQUENCE)), der.read_integer(walk.take())
    walk.end()
    try:
        return issuer, Serial(number)
    except ValueError:
        raise MessageUnsupported(why="its signer's serial is no serial") from None


def _attributes(found: Element) -> tuple[bytes, datetime | None]:
    """Read the attributes that must and may stand among the signed ones (RFC 5652, 11)."""
    encodings = [each.encoding for each in found]
    values = _values(found)
    if encodings != sorted(encodings) or len(values) != len(encodings):
        raise MalformedDer(position=str(found.start), why="attributes stand once and in order")
    if signing.CONTENT_TYPE not in values or signing.MESSAGE_DIGEST not in values:
        raise MessageUnsupported(why="its signed attributes lack content type or digest")
    _expect(values[signing.CONTENT_TYPE], signing.DATA, "it signs another type of content")
    digest = values[signing.MESSAGE_DIGEST]
    time = values.get(signing.SIGNING_TIME)
    return (
        der.read(digest.encoding, Tag.OCTET_STRING).value,
        None if time is None else der.read_time(time),
    )


def _values(found: Element) -> dict[str, Element]:
    values = {}
    for walk in map(Walk, found):
        kind, members = der.read_object_identifier(walk.take()), walk.enter(Tag.SET)
        walk.end()
        values[kind] = members.take()
        if kind in {signing.CONTENT_TYPE, signing.MESSAGE_DIGEST, signing.SIGNING_TIME}:
            members.end()
    return values


def _content(walk: Walk) -> bytes | None:
    _expect(walk.take(), signing.DATA, "it holds another type of content")
    wrapped = walk.take_if(0xA0)
    walk.end()
    if wrapped is None:
        return None
    inner = Walk(wrapped)
    content = inner.take(Tag.OCTET_STRING).value
    inner.end()
    return content


def _expect(found: Element, oid: str, otherwise: str) -> None:
    if der.read_object_identifier(found) != oid:
        raise MessageUnsupported(why=otherwise)


def _expect_version(walk: Walk) -> None:
    if der.read_integer(walk.take()) != 1:
        raise MessageUnsupported(why="its version is not 1")
