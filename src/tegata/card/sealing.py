"""Seal octets at rest: AES-256-GCM under a secret that is handed in, never kept with them."""

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tegata.card.problems import SealBroken, SecretTooShort
from tegata.kit.core.ports import Entropy

_VERSION = b"\x01"
_SALT = 16
_NONCE = 12
_SHORTEST_SECRET = 16


@frozen
class Seal:
    """A secret that closes and opens blobs. It is chance, not a word somebody remembers.

    Each blob has a key of its own (HKDF over a fresh salt, RFC 5869), so that the nonce of no two
    blobs can meet under one key; the blob's name is authenticated, so that two cannot be swapped.
    """

    secret: bytes = field(repr=False)
    entropy: Entropy

    @secret.validator
    def _cannot_be_guessed(self, _attribute: object, secret: bytes) -> None:
        if len(secret) < _SHORTEST_SECRET:
            raise SecretTooShort(size=str(len(secret)))

    def close(self, plain: bytes, what: str) -> bytes:
        """Seal octets under their name."""
        salt, nonce = self.entropy.draw(_SALT), self.entropy.draw(_NONCE)
        header = _VERSION + salt + nonce
        return header + AESGCM(self._key(salt)).encrypt(nonce, plain, header + what.encode())

    def open(self, sealed: bytes, what: str) -> bytes:
        """Open what ``close`` sealed under the same name. Raises SealBroken."""
        header, closed = sealed[: 1 + _SALT + _NONCE], sealed[1 + _SALT + _NONCE :]
        if header[:1] != _VERSION:
            raise SealBroken(what=what)
        salt, nonce = header[1 : 1 + _SALT], header[1 + _SALT :]
        try:
            return AESGCM(self._key(salt)).decrypt(nonce, closed, header + what.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(what=what) from None

    def _key(self, salt: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, b"tegata card seal").derive(self.secret)
