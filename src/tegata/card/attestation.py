"""A secure element's statement about its keys: made inside, checked by whoever enrols a phone.

Statement ::= SEQUENCE { version INTEGER (1), model UTF8String, challenge OCTET STRING,
                         keys SEQUENCE OF SEQUENCE { purpose UTF8String, key SubjectPublicKeyInfo } }
Attestation ::= SEQUENCE { statement Statement, algorithm AlgorithmIdentifier,
                           signature BIT STRING, element Certificate }

The structure is this product's own: the real one is not published.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hmac import compare_digest

from attrs import field, frozen
from attrs.validators import max_len, min_len
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tegata.card.problems import AttestationWrong
from tegata.card.values import Purpose
from tegata.pki import der
from tegata.pki.problems import AlgorithmUnsupported, MalformedDer, SignatureWrong
from tegata.pki.x509.signature import SHA256_WITH_RSA, SHA256_WITH_RSA_ALGORITHM, check_signature

_VERSION = 1
_PARTS = 4


@frozen
class Statement:
    """What an element says: its model, the challenge it was given, the keys made inside it."""

    model: str = field(validator=[min_len(1), max_len(64)])
    challenge: bytes = field(validator=[min_len(16), max_len(64)])
    keys: Mapping[Purpose, bytes]
    """A SubjectPublicKeyInfo for each purpose."""

    def encode(self) -> bytes:
        """Write the octets that are signed."""
        return der.sequence(
            der.integer(_VERSION),
            der.text(self.model),
            der.octet_string(self.challenge),
            der.sequence(
                *(der.sequence(der.text(purpose.value), key) for purpose, key in self.keys.items())
            ),
        )


@frozen
class Attestation:
    """A statement with the element's signature and the certificate of the element's own key."""

    statement: bytes
    signature: bytes
    element: bytes

    def encode(self) -> bytes:
        """Write it as it travels."""
        return der.sequence(
            self.statement,
            SHA256_WITH_RSA_ALGORITHM,
            der.bit_string(self.signature),
            self.element,
        )

    @classmethod
    def parse(cls, octets: bytes) -> "Attestation":
        """Read what travelled. Raises AttestationWrong."""
        try:
            parts = list(der.read(octets, der.Tag.SEQUENCE))
        except MalformedDer as broken:
            raise AttestationWrong(why=str(broken)) from None
        if len(parts) != _PARTS or parts[1].encoding != SHA256_WITH_RSA_ALGORITHM:
            raise AttestationWrong(why="it has other parts than it must")
        statement, _, signature, element = parts
        if signature.tag != der.Tag.BIT_STRING or signature.value[:1] != b"\0":
            raise AttestationWrong(why="it carries no signature")
        return cls(statement.encoding, signature.value[1:], element.encoding)


def check_attestation(
    octets: bytes, *, challenge: bytes, roots: Iterable[bytes], now: datetime
) -> Statement:
    """Believe a statement, or refuse: chain, signature, then freshness. Raises AttestationWrong.

    ``roots`` are the certificates of the makers that are trusted, in DER.
    """
    attestation = Attestation.parse(octets)
    key = _element_key(attestation.element, roots, now)
    try:
        check_signature(
            key=key,
            signed=attestation.statement,
            signature=attestation.signature,
            algorithm=SHA256_WITH_RSA,
            what="attestation",
        )
    except (SignatureWrong, AlgorithmUnsupported) as wrong:
        raise AttestationWrong(why=str(wrong)) from None
    statement = _read_statement(attestation.statement)
    if not compare_digest(statement.challenge, challenge):
        raise AttestationWrong(why="it answers another challenge")
    return statement


def _element_key(element: bytes, roots: Iterable[bytes], now: datetime) -> bytes:
    """Find the element's key through its certificate, which one of the roots issued directly."""
    leaf = _certificate(element)
    issuers = [root for root in map(_certificate, roots) if _issued(leaf, root)]
    if not issuers:
        raise AttestationWrong(why="no registered maker issued the element's certificate")
    if not all(
        each.not_valid_before_utc <= now <= each.not_valid_after_utc for each in (leaf, issuers[0])
    ):
        raise AttestationWrong(why="a certificate of the chain is not valid today")
    return leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _certificate(octets: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(octets)
    except ValueError:
        raise AttestationWrong(why="a certificate cannot be read") from None


def _issued(leaf: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        leaf.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _read_statement(octets: bytes) -> Statement:
    try:
        version, model, challenge, keys = der.read(octets)
        if der.read_integer(version) != _VERSION:
            raise AttestationWrong(why="its version is not known")
        read = {}
        for entry in keys:
            purpose, key = entry
            read[Purpose(purpose.value.decode())] = key.encoding
        statement = Statement(model.value.decode(), challenge.value, read)
    except (MalformedDer, ValueError) as broken:
        raise AttestationWrong(why=f"the statement cannot be read ({broken})") from None
    if statement.encode() != octets:  # such as a purpose named twice
        raise AttestationWrong(why="the statement is not in its one form")
    return statement
