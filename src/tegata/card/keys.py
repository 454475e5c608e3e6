"""Keys in software: RSA-2048, sealed on a shelf, opened into memory when first used."""

from attrs import define, field
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo, Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from tegata.card.problems import KeyUnmade
from tegata.card.sealing import Seal
from tegata.card.values import Shelf

_EXPONENT = 65537
_BITS = 2048
_PSS_SALT = 32


@define
class SealedKeys:
    """A KeyStore over a shelf. No plain key ever reaches the shelf.

    The chance of key generation and of PSS salts is the cryptography library's own: it takes no
    other, so a sandbox's worlds differ in their keys even where all else repeats.
    """

    _shelf: Shelf
    _seal: Seal
    _open: dict[str, RSAPrivateKey] = field(factory=dict, init=False, repr=False)

    def generate(self, label: str) -> bytes:
        """Make a key (about 40 ms), replacing one of the same label; give its public half."""
        key = generate_private_key(_EXPONENT, _BITS)
        plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self._shelf.write(_name(label), self._seal.close(plain, _name(label)))
        self._open[label] = key
        return self.public_key(label)

    def public_key(self, label: str) -> bytes:
        """Give the SubjectPublicKeyInfo. Raises KeyUnmade."""
        public = self._key(label).public_key()
        return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign_block(self, label: str, block: bytes) -> bytes:
        """Pad by PKCS#1 v1.5 type 1 and sign (RFC 8017, 8.2.1 from step 3). Raises KeyUnmade."""
        return self._key(label).sign(block, PKCS1v15(), NoDigestInfo())

    def sign_pss(self, label: str, digest: bytes) -> bytes:
        """Sign a SHA-256 digest by PSS (RFC 8017, 8.1.1). Raises KeyUnmade."""
        padding = PSS(MGF1(SHA256()), _PSS_SALT)
        return self._key(label).sign(digest, padding, Prehashed(SHA256()))

    def delete(self, label: str) -> None:
        """Remove the only copy, and the one in memory."""
        self._shelf.remove(_name(label))
        self._open.pop(label, None)

    def _key(self, label: str) -> RSAPrivateKey:
        if label not in self._open:
            self._open[label] = self._unseal(label)
        return self._open[label]

    def _unseal(self, label: str) -> RSAPrivateKey:
        sealed = self._shelf.read(_name(label))
        if sealed is None:
            raise KeyUnmade(label=label)
        key = load_der_private_key(self._seal.open(sealed, _name(label)), None)
        assert isinstance(key, RSAPrivateKey), "the seal holds what generate() wrote"
        return key


def _name(label: str) -> str:
    return f"key-{label}"
