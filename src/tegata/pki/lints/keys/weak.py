"""Lints over RSA moduli that somebody could factor."""

import math
from typing import Final

from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.x509.keys import EXPONENT, RsaKey

_SIEVED = 10_000
_FERMAT_ROUNDS = 100


def _primes(below: int) -> tuple[int, ...]:
    marks = bytearray([1]) * below
    for number in range(2, math.isqrt(below) + 1):
        if marks[number]:
            marks[number * number :: number] = bytes(len(marks[number * number :: number]))
    return tuple(number for number in range(2, below) if marks[number])


_SMALL_PRIMES: Final = _primes(_SIEVED)
_PRIMORIAL: Final = math.prod(_SMALL_PRIMES)


def _powers(base: int, prime: int) -> frozenset[int]:
    """Collect the subgroup that a base generates modulo a prime."""
    power, seen = 1, set[int]()
    while power not in seen:
        seen.add(power)
        power = power * base % prime
    return frozenset(seen)


ROCA_PRIMES: Final = tuple(prime for prime in _SMALL_PRIMES if prime <= 167)  # noqa: PLR2004 - the 39 primes of the 512-bit generator, which the larger ones contain
_MARKED: Final = {prime: _powers(EXPONENT, prime) for prime in ROCA_PRIMES}


def small_factors(specimen: Specimen) -> Finding | None:
    """Find a factor below ten thousand."""
    if math.gcd(_modulus(specimen), _PRIMORIAL) == 1:
        return None
    return Finding("keys.small-factor", "the modulus has a small factor")


def close_primes(specimen: Specimen) -> Finding | None:
    """Find primes so close that Fermat's method takes a few steps (CVE-2022-26320)."""
    modulus = _modulus(specimen)
    middle = math.isqrt(modulus - 1) + 1
    for step in range(middle, middle + _FERMAT_ROUNDS):
        square = step * step - modulus
        if math.isqrt(square) ** 2 == square:
            return Finding("keys.close-primes", "the two primes of the modulus are close together")
    return None


def roca(specimen: Specimen) -> Finding | None:
    """Find the fingerprint of a generator whose primes are powers of 65537 (CVE-2017-15361)."""
    modulus = _modulus(specimen)
    if any(modulus % prime not in marked for prime, marked in _MARKED.items()):
        return None
    return Finding("keys.roca", "the modulus comes from a generator whose keys can be factored")


def _modulus(specimen: Specimen) -> int:
    return RsaKey.parse(specimen.certificate.key).modulus
