"""Serials are counted in four octets, or drawn so that nobody can guess them."""

from collections import Counter
from math import log2

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from fakes.chance import CountingEntropy
from tegata.pki import der
from tegata.pki.profiles.problems import EntropyShort, SerialsExhausted
from tegata.pki.profiles.serials import LAST_COUNTED, next_serial, random_serial
from tegata.pki.x509.names import Serial


@define
class FixedChance:
    """Draws the same octets for ever: what an encoding does at the edges."""

    octets: bytes

    def draw(self, size: int) -> bytes:
        return self.octets[:size]


def encoded(serial: Serial) -> bytes:
    return der.read(der.integer(serial.number)).value


def test_the_first_serial_of_an_authority_is_one() -> None:
    assert next_serial(None) == Serial(1)


@given(st.integers(1, LAST_COUNTED - 1))
def test_a_counter_goes_on_by_one_in_at_most_four_octets(last: int) -> None:
    counted = next_serial(Serial(last))

    assert counted == Serial(last + 1)
    assert len(encoded(counted)) <= 4


def test_a_counter_ends_with_its_four_octets() -> None:
    assert encoded(next_serial(Serial(LAST_COUNTED - 1))).hex() == "7fffffff"
    with pytest.raises(SerialsExhausted, match="7fffffff"):
        next_serial(Serial(LAST_COUNTED))


@pytest.mark.parametrize("octet", [0x00, 0x01, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF])
def test_whatever_is_drawn_the_encoding_has_sixteen_octets(octet: int) -> None:
    assert len(encoded(random_serial(FixedChance(bytes([octet]) * 16)))) == 16


def test_a_short_draw_is_refused() -> None:
    with pytest.raises(EntropyShort):
        random_serial(FixedChance(b"short"))


def test_the_encoded_serials_carry_far_more_than_64_bits() -> None:
    chance = CountingEntropy()
    drawn = [encoded(random_serial(chance)) for _ in range(4000)]

    # Octet by octet: the Shannon entropy over the sample, corrected for its size.
    bits = sum(_entropy([octets[at] for octets in drawn]) for at in range(16))

    assert len(set(drawn)) == len(drawn)
    assert bits > 120
    assert all(_balanced([octets[at // 8] >> at % 8 & 1 for octets in drawn]) for at in _FREE_BITS)


def test_a_counter_would_fail_the_same_measure() -> None:
    drawn = [encoded(Serial(0x0700_0000 + count)) for count in range(4000)]

    assert sum(_entropy([octets[at] for octets in drawn]) for at in range(4)) < 64


_FREE_BITS = [at for at in range(128) if at not in {6, 7}]


def _entropy(octets: list[int]) -> float:
    counts = Counter(octets)
    total = len(octets)
    plain = -sum(n / total * log2(n / total) for n in counts.values())
    return plain + (len(counts) - 1) / (2 * total) * log2(2.718281828)


def _balanced(bits: list[int]) -> bool:
    """Within five standard deviations of one half."""
    return abs(sum(bits) - len(bits) / 2) < 5 * (len(bits) ** 0.5) / 2
