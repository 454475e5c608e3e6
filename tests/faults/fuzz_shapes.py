"""Let hypothesis build DER of any shape, and splice it into what parsers read.

``python tests/faults/fuzz_shapes.py -max_total_time=60``. Guided octets rarely have right lengths;
these always do, so that they come further in. A finding is shown in its shortest form.
"""

import argparse
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.parsers import PARSERS, parse
from tegata.pki import der

ROUND = 500
TAGS = (0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C, 0x13, 0x17, 0x18, 0x1E, 0x30, 0x31,
        0x80, 0x81, 0x82, 0x86, 0xA0, 0xA1, 0xA2, 0xA3)  # fmt: skip


def element(tag: int, value: bytes) -> bytes:
    """Put a tag and the right length before a value."""
    return bytes([tag]) + der.length(len(value)) + value


leaves = st.builds(element, st.sampled_from(TAGS), st.binary(max_size=24))
shapes = st.recursive(
    leaves,
    lambda inner: st.builds(
        element, st.sampled_from(TAGS), st.lists(inner, max_size=6).map(b"".join)
    ),
    max_leaves=24,
)


@st.composite
def spliced(draw: st.DrawFn) -> tuple[int, bytes]:
    """Choose a parser, and put a shape in place of a part of what it reads."""
    number = draw(st.integers(0, len(PARSERS) - 1))
    sound, shape = PARSERS[number][1], draw(shapes)
    begin = draw(st.integers(0, len(sound)))
    end = draw(st.integers(begin, len(sound)))
    return number, sound[:begin] + shape + sound[end:]


def main(seconds: float) -> int:
    """Go on until the time is over; tell how many were built."""
    until, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        _round(rounds)
        rounds += 1
    return rounds * ROUND


def _round(number: int) -> None:
    @seed(number)
    @settings(
        max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(spliced())
    def reads(made: tuple[int, bytes]) -> None:
        parse(*made)

    reads()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-max_total_time", type=float, default=60)
    words, _ = asked.parse_known_args()  # libFuzzer's other words mean nothing here
    print(f"{main(words.max_total_time):,} shapes")
