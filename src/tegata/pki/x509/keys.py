"""The public keys that JPKI certifies: RSA of 2048 bits with exponent 65537, and nothing else."""

from typing import Final, Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.problems import KeyRefused
from tegata.pki.x509.walk import Walk, read_bits

BITS: Final = 2048
EXPONENT: Final = 65537

_RSA_ALGORITHM = der.sequence(der.object_identifier("1.2.840.113549.1.1.1"), der.null())


@frozen
class RsaKey:
    """An RSA public key."""

    modulus: int
    exponent: int

    @classmethod
    def parse(cls, key: bytes) -> Self:
        """Read a SubjectPublicKeyInfo (RFC 3279, 2.3.1). Raises MalformedDer or KeyRefused."""
        walk = Walk.of(key)
        algorithm, bits = walk.take(Tag.SEQUENCE), read_bits(walk.take(Tag.BIT_STRING))
        walk.end()
        if algorithm.encoding != _RSA_ALGORITHM:
            raise KeyRefused(why="it is not an RSA key")
        numbers = Walk.of(bits)
        modulus, exponent = der.read_integer(numbers.take()), der.read_integer(numbers.take())
        numbers.end()
        if modulus <= 0 or exponent <= 0:
            raise MalformedDer(position="0", why="a modulus and an exponent are positive")
        return cls(modulus, exponent)

    @property
    def encoding(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        numbers = der.sequence(der.integer(self.modulus), der.integer(self.exponent))
        return der.sequence(_RSA_ALGORITHM, der.bit_string(numbers))


def check_key(key: bytes) -> RsaKey:
    """Admit the one kind of key that the profiles certify. Raises KeyRefused or MalformedDer."""
    found = RsaKey.parse(key)
    if found.modulus.bit_length() != BITS:
        raise KeyRefused(why=f"its modulus has {found.modulus.bit_length()} bits, not {BITS}")
    if found.modulus % 2 == 0:
        raise KeyRefused(why="its modulus is even")
    if found.exponent != EXPONENT:
        raise KeyRefused(why=f"its exponent is not {EXPONENT}")
    return found
