"""Chance with a meaning, names with their readings, and what a crowd is made from."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from attrs import frozen

from tegata.authority.people.public import Address, Kana, Name, Sex
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


@frozen
class Part:
    """One part of a name, as it is written and as it is read."""

    written: str
    read: str


@frozen
class FullName:
    """A whole name; the family name is kept apart for twins and former names."""

    family: Part
    given: Part

    @property
    def name(self) -> Name:
        """The name as the record writes it."""
        return Name(f"{self.family.written}\u3000{self.given.written}")

    @property
    def kana(self) -> Kana:
        """Its reading."""
        return Kana(f"{self.family.read}\u3000{self.given.read}")


@frozen
class Surnames:
    """Surnames with the running sums of how often each is borne."""

    parts: Sequence[Part]
    sums: Sequence[int]

    def draw(self, dice: Dice) -> Part:
        """Draw one, as often as it is borne."""
        return self.parts[dice.weighted(self.sums)]


@frozen
class Names:
    """The names that a crowd is given."""

    surnames: Surnames
    variants: Surnames
    """Surnames written with a form of their kanji that no certificate holds."""
    given: Mapping[Sex, Sequence[Part]]
    latin_surnames: Sequence[Part]
    latin_given: Mapping[Sex, Sequence[Part]]


class Places(Protocol):
    """Where people can live."""

    def draw(self, dice: Dice) -> Address:
        """Draw a town and invent a block in it."""
        ...
