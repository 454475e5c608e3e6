"""Certification requests (PKCS#10, RFC 2986): what a device signs to show that it holds its key."""

from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.x509.algorithm import read_algorithm
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.problems import RequestRefused
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM, check_signature
from tegata.pki.x509.walk import Walk, read_bits

_ATTRIBUTES = 0xA0


@frozen
class Request:
    """A request for a certificate, whose holder has yet to show possession of the key."""

    der: bytes
    info: bytes
    """The octets that were signed: the exact slice."""
    subject: bytes
    """The Name that is asked for, in DER."""
    key: bytes
    """The SubjectPublicKeyInfo, in DER."""
    algorithm: str
    signature: bytes

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a request strictly. Raises MalformedDer or RequestRefused."""
        outer = Walk.of(octets)
        info, algorithm = outer.take(Tag.SEQUENCE), read_algorithm(outer.take(Tag.SEQUENCE))
        signature = read_bits(outer.take(Tag.BIT_STRING))
        outer.end()

        fields = Walk(info)
        if der.read_integer(fields.take()) != 0:
            raise RequestRefused(why="its version is unknown")
        subject = check_name(fields.take(Tag.SEQUENCE))
        key = fields.take(Tag.SEQUENCE).encoding
        fields.take(_ATTRIBUTES)
        fields.end()
        key_id_of(key)
        return cls(octets, info.encoding, subject, key, algorithm, signature)

    @property
    def key_id(self) -> KeyId:
        """The identifier of the key."""
        return key_id_of(self.key)

    def check_possession(self) -> None:
        """Check that the key that is to be certified signed this request.

        Raises SignatureWrong or AlgorithmUnsupported.
        """
        check_signature(
            key=self.key, signed=self.info, signature=self.signature, algorithm=self.algorithm,
            what="certification request",
        )  # fmt: skip


def request_info(subject: bytes, key: bytes) -> bytes:
    """Build what the device signs: a CertificationRequestInfo without attributes."""
    return der.sequence(der.integer(0), subject, key, der.element(_ATTRIBUTES))


def assemble_request(info: bytes, signature: bytes) -> bytes:
    """Put a signature, sha256WithRSAEncryption, behind what was signed."""
    return der.sequence(info, SHA256_WITH_RSA_ALGORITHM, der.bit_string(signature))
