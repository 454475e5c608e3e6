"""RSA moduli with a known weakness: numbers of the right shape, whose private keys nobody holds."""

from math import prod

from tegata.pki.lints.keys.weak import ROCA_PRIMES
from tegata.pki.x509.keys import RsaKey

_LOW = 3 << 1022 | 1
_MARK = prod(ROCA_PRIMES)
_TOP = 1 << 2047

SHORT = RsaKey(_LOW, 65537)
THREEFOLD = RsaKey(3 * (1 << 2046 | 1), 65537)
NEIGHBOURS = RsaKey(_LOW * (_LOW + 2000), 65537)
ROCA_LIKE = RsaKey((_TOP // _MARK + 1) * _MARK + pow(65537, 12345, _MARK), 65537)
