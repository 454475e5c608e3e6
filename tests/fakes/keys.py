"""Keys without the cost of making them: a pool that a whole run draws from, in turn."""

from functools import cache
from itertools import count

from attrs import define, field
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo, Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tegata.card.problems import KeyUnmade

_POOL = 48
"""More than any one test uses, so that no two keys of a test are the same."""
_turn = count()


@cache
def _key(_number: int) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def next_key() -> RSAPrivateKey:
    return _key(next(_turn) % _POOL)


def public_of(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@define
class PooledKeys:
    """A KeyStore of one card or phone."""

    _held: dict[str, RSAPrivateKey] = field(factory=dict)

    def generate(self, label: str) -> bytes:
        self._held[label] = next_key()
        return self.public_key(label)

    def public_key(self, label: str) -> bytes:
        return public_of(self._key(label))

    def sign_block(self, label: str, block: bytes) -> bytes:
        return self._key(label).sign(block, PKCS1v15(), NoDigestInfo())

    def sign_pss(self, label: str, digest: bytes) -> bytes:
        padding = PSS(MGF1(SHA256()), 32)
        return self._key(label).sign(digest, padding, Prehashed(SHA256()))

    def delete(self, label: str) -> None:
        self._held.pop(label, None)

    def _key(self, label: str) -> RSAPrivateKey:
        if label not in self._held:
            raise KeyUnmade(label=label)
        return self._held[label]
