"""Chance with a meaning: a number below, one of several, by weight."""

from bisect import bisect
from collections.abc import Sequence
from typing import TypeVar

from attrs import frozen

from tegata.kit.core.ports import Entropy

Thing = TypeVar("Thing")


@frozen
class Dice:
    """Throws from a source of bytes; the same bytes give the same throws."""

    entropy: Entropy

    def below(self, bound: int) -> int:
        """Draw a number from 0 up to ``bound``, without it; the bias is under 2⁻³²."""
        return int.from_bytes(self.entropy.draw(8), "big") % bound

    def pick(self, among: Sequence[Thing]) -> Thing:
        """Draw one of several, all alike."""
        return among[self.below(len(among))]

    def weighted(self, sums: Sequence[int]) -> int:
        """Draw an index by weight, given the running sums of the weights."""
        return bisect(sums, self.below(sums[-1]))
