"""The maker of secure elements: a root, and the certificate it gives each element's own key."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import frozen

from tegata.card.values import SHA256_DIGEST_INFO, KeyStore
from tegata.kit.core.ports import Entropy
from tegata.pki import der
from tegata.pki.x509 import write
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.distinguished_name import COMMON_NAME, Attribute, encode_name
from tegata.pki.x509.extensions import BASIC_CONSTRAINTS, KEY_USAGE, Extension, encode_extensions
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM
from tegata.pki.x509.usage import KeyUsage

_ROOT = "maker"
"""The label of the root's key in the maker's key store."""
_VALID = timedelta(days=3652)
_VERSION_3 = der.explicit(0, der.integer(2))
_CA = (
    Extension(BASIC_CONSTRAINTS, critical=True, value=write.authority_constraints()),
    Extension(
        KEY_USAGE,
        critical=True,
        value=write.key_usage(KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN),
    ),
)
_ELEMENT = (
    Extension(BASIC_CONSTRAINTS, critical=True, value=der.sequence()),
    Extension(KEY_USAGE, critical=True, value=write.key_usage(KeyUsage.DIGITAL_SIGNATURE)),
)


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
    extensions: Sequence[Extension],
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
        der.explicit(3, encode_extensions(*extensions)),
    )
    signature = keys.sign_block(_ROOT, SHA256_DIGEST_INFO + sha256(signed).digest())
    return assemble(signed, signature)


def _name(common: str) -> bytes:
    return encode_name(Attribute(COMMON_NAME, common))
