"""The maker of secure elements: a root, and the certificate it gives each element's own key."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import frozen

from tegata.card.values import SHA256_DIGEST_INFO, KeyStore
from tegata.kit.core.ports import Entropy
from tegata.pki import der
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

_ROOT = "maker"
"""The label of the root's key in the maker's key store."""
_VALID = timedelta(days=3652)
_VERSION_3 = der.explicit(0, der.integer(2))
_COMMON_NAME = "2.5.4.3"
_CA = {
    "2.5.29.19": der.sequence(der.boolean(truth=True)),
    "2.5.29.15": der.bit_string(b"\x06", unused=1),
}
"""basicConstraints of a CA; keyUsage keyCertSign and cRLSign (RFC 5280, 4.2.1.9 and 4.2.1.3)."""
_ELEMENT = {
    "2.5.29.19": der.sequence(),
    "2.5.29.15": der.bit_string(b"\x80", unused=7),
}
"""basicConstraints of an end entity; keyUsage digitalSignature."""


@frozen
class Maker:
    """Who vouches that a key was made inside an element. Its root is what enrolment trusts."""

    name: str
    root: bytes
    """The root's certificate, in DER."""
    keys: KeyStore
    entropy: Entropy

    @classmethod
    def found(cls, name: str, *, keys: KeyStore, entropy: Entropy, now: datetime) -> "Maker":
        """Make the root's key and sign its certificate by itself."""
        public_key = keys.generate(_ROOT)
        serial, names = _serial(entropy), (name, name)
        root = _certificate(keys, public_key, serial=serial, names=names, extensions=_CA, now=now)
        return cls(name, root, keys, entropy)

    def certify(self, public_key: bytes, *, now: datetime) -> bytes:
        """Give an element's key its certificate: no name of a holder, a number only."""
        serial = _serial(self.entropy)
        names = (self.name, f"element {serial:032x}")
        return _certificate(
            self.keys, public_key, serial=serial, names=names, extensions=_ELEMENT, now=now
        )


def _serial(entropy: Entropy) -> int:
    """Draw a positive serial number of 16 octets (RFC 5280, 4.1.2.2)."""
    return int.from_bytes(b"\x01" + entropy.draw(15), "big")


def _certificate(
    keys: KeyStore,
    public_key: bytes,
    *,
    serial: int,
    names: tuple[str, str],
    extensions: Mapping[str, bytes],
    now: datetime,
) -> bytes:
    """Write and sign one certificate for ``names``: the issuer's and the subject's."""
    issuer, subject = map(_name, names)
    signed = der.sequence(
        _VERSION_3,
        der.integer(serial),
        SHA256_WITH_RSA_ALGORITHM,
        issuer,
        der.sequence(der.time(now), der.time(now + _VALID)),
        subject,
        public_key,
        der.explicit(3, der.sequence(*map(_critical, extensions, extensions.values()))),
    )
    signature = keys.sign_block(_ROOT, SHA256_DIGEST_INFO + sha256(signed).digest())
    return der.sequence(signed, SHA256_WITH_RSA_ALGORITHM, der.bit_string(signature))


def _name(common: str) -> bytes:
    pair = der.sequence(der.object_identifier(_COMMON_NAME), der.text(common))
    return der.sequence(der.set_of(pair))


def _critical(oid: str, content: bytes) -> bytes:
    return der.sequence(
        der.object_identifier(oid), der.boolean(truth=True), der.octet_string(content)
    )
