"""The press: the one process that holds CA keys. It signs what was ordered and passes the lints."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
from attrs import define
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tegata.authority.ca import service
from tegata.authority.ca.values import CaKey, Checked, Planned
from tegata.kit.data.context import job_context
from tegata.kit.data.keyfile import KeyFileUnreadable, read_key, write_key
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.names import KeyId

_PATIENCE = 1.0
"""Seconds after which the press looks by itself: a notice may have been missed."""


@define
class SealedKeys:
    """The CA keys as sealed files in one folder, opened when first needed."""

    folder: Path
    passphrase: bytes

    def make(self, _planned: Planned) -> bytes:
        """Make a key, seal it, and give its SubjectPublicKeyInfo."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        write_key(self._file(key_id_of(public)), key, self.passphrase)
        return public

    def open(self, issuer: KeyId) -> CaKey:
        """Open a key. Raises KeyFileUnreadable."""
        file = self._file(issuer)
        key = read_key(file, self.passphrase)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise KeyFileUnreadable(file=file.name)
        return RsaKey(key)

    def sign(self, tbs: bytes, issuer: KeyId) -> bytes:
        """Sign with one key, in a ceremony."""
        return self.open(issuer).sign(tbs)

    def _file(self, issuer: KeyId) -> Path:
        return self.folder / f"{issuer}.pem"


@define
class RsaKey:
    """A CA key in memory."""

    key: rsa.RSAPrivateKey

    def sign(self, tbs: bytes) -> bytes:
        """Sign with RSA PKCS#1 v1.5 and SHA-256."""
        return self.key.sign(tbs, padding.PKCS1v15(), SHA256())


@define(eq=False)
class Press:
    """Signs what its own check let pass."""

    keys: SealedKeys
    opened: dict[KeyId, CaKey]

    def sign(self, checked: Checked) -> bytes:
        """Spend a token on one signature."""
        draft = checked.spend(self)
        if draft.issuer not in self.opened:
            self.opened[draft.issuer] = self.keys.open(draft.issuer)
        return self.opened[draft.issuer].sign(draft.tbs)

    def sign_waiting(self) -> Iterator[int]:
        """Sign until nothing waits; tell each order as it is done."""
        while True:
            done = service.sign_next(job_context("ca.press"), press=self, sign=self.sign)
            if done is None:
                return
            yield done.order

    def run(self, notices: psycopg.Connection[object]) -> None:
        """Sign for ever: at once when something is ordered, and now and then without a notice."""
        notices.execute('LISTEN "ca.ordered"')
        while True:
            for _ in self.sign_waiting():
                pass
            for _ in notices.notifies(timeout=_PATIENCE, stop_after=1):
                pass
