"""Serial numbers: the counter of JPKI, or chance (RFC 5280, 4.1.2.2)."""

from typing import Final

from tegata.kit.core.ports import Entropy
from tegata.pki.profiles.problems import EntropyShort, SerialsExhausted
from tegata.pki.x509.names import Serial

LAST_COUNTED: Final = (1 << 31) - 1
"""The greatest number whose INTEGER has four octets."""
_OCTETS = 16
_TWO_TOP_BITS = 0b11 << (8 * _OCTETS - 2)
_SECOND_BIT = 0b01 << (8 * _OCTETS - 2)


def next_serial(last: Serial | None) -> Serial:
    """Count on from the last serial of a CA; None before its first. Raises SerialsExhausted."""
    if last is None:
        return Serial(1)
    if last.number >= LAST_COUNTED:
        raise SerialsExhausted(last=str(last))
    return Serial(last.number + 1)


def random_serial(entropy: Entropy) -> Serial:
    """Draw a serial of 126 free bits. Raises EntropyShort.

    The two top bits are fixed, so that every INTEGER has the same 16 octets: the entropy is that
    of what is encoded, not of what was drawn and then shortened or made positive.
    """
    drawn = entropy.draw(_OCTETS)
    if len(drawn) != _OCTETS:
        raise EntropyShort(got=str(len(drawn)), wanted=str(_OCTETS))
    return Serial(int.from_bytes(drawn, "big") & ~_TWO_TOP_BITS | _SECOND_BIT)
