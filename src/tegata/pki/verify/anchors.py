"""The CAs that a relying party trusts, found by the identifier of their key, never by name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tegata.pki.problems import SignatureWrong
from tegata.pki.verify.problems import AnchorUnfit, Expired, NotYetValid, shown
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.extensions import BASIC_CONSTRAINTS, KEY_USAGE
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.read import read_constraints, read_key_usage
from tegata.pki.x509.usage import KeyUsage

_PADDING, _HASH = padding.PKCS1v15(), SHA256()
_BITS = 2048
_DUTIES = KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN


@frozen(eq=False)
class Anchor:
    """One generation of a CA that may certify and publish lists, with its key ready for use."""

    certificate: Certificate
    key_id: KeyId
    _key: rsa.RSAPublicKey = field(repr=False)

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a CA's certificate. Raises MalformedDer, CertificateRefused or AnchorUnfit."""
        certificate = Certificate.parse(octets)
        constraints = certificate.value_of(BASIC_CONSTRAINTS)
        if constraints is None or not read_constraints(constraints).authority:
            raise AnchorUnfit(why="it is no CA")
        usage = certificate.value_of(KEY_USAGE)
        if usage is None or _DUTIES not in read_key_usage(usage):
            raise AnchorUnfit(why="it may not both certify and publish lists")
        return cls(certificate, certificate.key_id, _load(certificate.key))

    def check_signature(self, signed: bytes, signature: bytes, what: str) -> None:
        """Check that this CA signed exactly these octets. Raises SignatureWrong."""
        try:
            self._key.verify(signature, signed, _PADDING, _HASH)
        except InvalidSignature:
            raise SignatureWrong(what=what) from None

    def check_validity(self, now: datetime) -> None:
        """Check that this generation may be trusted at ``now``. Raises Expired or NotYetValid."""
        if now < self.certificate.not_before:
            raise NotYetValid(which="CA", begins=shown(self.certificate.not_before))
        if now > self.certificate.not_after:
            raise Expired(which="CA", expired=shown(self.certificate.not_after))


@frozen(eq=False)
class Anchors:
    """All trusted generations. Those of a family share one name, so only keys tell them apart."""

    _by_key: Mapping[bytes, Anchor]

    @classmethod
    def of(cls, certificates: Iterable[bytes]) -> Self:
        """Take CAs in DER. Raises MalformedDer, CertificateRefused or AnchorUnfit."""
        anchors = [Anchor.parse(octets) for octets in certificates]
        by_key = {anchor.key_id.octets: anchor for anchor in anchors}
        if len(by_key) != len(anchors):
            raise AnchorUnfit(why="another one has the same key")
        return cls(by_key)

    def find(self, key_id: bytes) -> Anchor | None:
        """Find the generation whose key has this identifier."""
        return self._by_key.get(key_id)


def _load(key: bytes) -> rsa.RSAPublicKey:
    try:
        public = load_der_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        raise AnchorUnfit(why="its key cannot be read") from None
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < _BITS:
        raise AnchorUnfit(why=f"its key is not RSA of {_BITS} bits or more")
    return public
