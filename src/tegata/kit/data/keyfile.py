"""Private keys at rest: PKCS#8, encrypted under a passphrase, readable by their owner alone."""

import os
from pathlib import Path
from typing import Self

from attrs import define
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509 import SubjectKeyIdentifier

from tegata.kit.core.problem import Kind, Problem

PrivateKey = RSAPrivateKey | Ed25519PrivateKey


@define(auto_exc=True, slots=False)
class KeyFileUnreadable(Problem):
    """The file is missing, the passphrase is wrong, or the key is of another kind."""

    kind = Kind.UNAVAILABLE
    code = "kit.key-file-unreadable"
    sentence = "The key file %(file)s cannot be opened."
    advice = "Check that the file is there and that the passphrase is the one it was sealed with."

    file: str


@define(auto_exc=True, slots=False)
class PassphraseMissing(Problem):
    """Nothing opens the keys, and the world is no sandbox."""

    kind = Kind.UNAVAILABLE
    code = "kit.passphrase-missing"
    sentence = "There is no passphrase for the keys of %(whose)s."
    advice = "Set %(variable)s; only a sandbox does without."

    whose: str
    variable: str


def write_key(path: Path, key: PrivateKey, passphrase: bytes) -> None:
    """Seal a key into a new file; an existing file is never overwritten."""
    octets = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path, passphrase: bytes) -> PrivateKey:
    """Open a sealed key. Raises KeyFileUnreadable."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase)
    except (OSError, ValueError, TypeError):
        raise KeyFileUnreadable(file=path.name) from None
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise KeyFileUnreadable(file=path.name)
    return key


@define
class Ed25519Signer:
    """Signs with one Ed25519 key (RFC 8032)."""

    key: Ed25519PrivateKey

    @classmethod
    def open(cls, path: Path, passphrase: bytes) -> Self:
        """Open a sealed Ed25519 key. Raises KeyFileUnreadable."""
        key = read_key(path, passphrase)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFileUnreadable(file=path.name)
        return cls(key)

    def sign(self, statement: bytes) -> bytes:
        """Sign the octets."""
        return self.key.sign(statement)

    @property
    def public_key(self) -> bytes:
        """The raw public key, 32 octets."""
        return self.key.public_key().public_bytes_raw()


@define
class RsaKey:
    """Signs with one RSA key."""

    key: RSAPrivateKey

    def sign(self, tbs: bytes) -> bytes:
        """Sign with PKCS#1 v1.5 and SHA-256 (RFC 8017, 8.2)."""
        return self.key.sign(tbs, PKCS1v15(), SHA256())


@define
class KeyFolder:
    """RSA keys of one process, each sealed in its own file, called by its key identifier."""

    folder: Path
    passphrase: bytes

    def make(self) -> bytes:
        """Make a key of 2048 bits, seal it, and give its SubjectPublicKeyInfo."""
        key = generate_private_key(public_exponent=65537, key_size=2048)
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        # RFC 5280, 4.2.1.2, method 1, as certificates name it.
        name = SubjectKeyIdentifier.from_public_key(key.public_key()).digest.hex()
        write_key(self._file(name), key, self.passphrase)
        return public

    def open(self, name: str) -> RsaKey:
        """Open a key. Raises KeyFileUnreadable."""
        file = self._file(name)
        key = read_key(file, self.passphrase)
        if not isinstance(key, RSAPrivateKey):
            raise KeyFileUnreadable(file=file.name)
        return RsaKey(key)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.pem"
