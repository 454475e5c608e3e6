"""Throw radamsa's mutants at every parser and at the card: a Problem or an answer comes out.

``python tests/faults/fuzz_mutants.py -max_total_time=60``; the number that a finding names makes
its mutant again: ``-first=number``.
"""

import argparse
import sys
import time
from itertools import count
from pathlib import Path

from pyradamsa import Radamsa

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.parsers import PARSERS, parse
from makers.cards import make_card
from tegata.card.apdu import Response

COMMANDS = tuple(
    bytes.fromhex(text)
    for text in (
        "00A4040C0AD392F000260100000001", "00A4020C020018", "0020008004313233", "00B0000004",
        "802A008033" + "30" * 51 + "00", "0084000008",
    )
)  # fmt: skip
SEEDS = tuple(seed for _, seed in PARSERS) + COMMANDS


def main(seconds: float, first: int) -> int:
    """Go on until the time is over; tell how many mutants were thrown."""
    mutator, card, until = Radamsa(), make_card(), time.monotonic() + seconds
    for number in count(first):
        if time.monotonic() > until:
            return number - first
        which = number % len(SEEDS)
        mutant = bytes(mutator.fuzz(SEEDS[which], seed=number))
        try:
            if which < len(PARSERS):
                parse(which, mutant)
            else:
                Response.parse(card.transmit(mutant))
        except BaseException:
            print(f"mutant {number}: {mutant.hex()}", file=sys.stderr)
            raise
    raise AssertionError("numbers do not end")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-max_total_time", type=float, default=60)
    asked.add_argument("-first", type=int, default=0)
    given, _ = asked.parse_known_args()  # libFuzzer's other words mean nothing here
    print(f"{main(given.max_total_time, given.first):,} mutants")
