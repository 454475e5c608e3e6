"""Invent residents."""

from datetime import date

from tegata.authority.people.public import Record
from tegata.kit.core.ports import Entropy
from tegata.sandbox.population.rules import Crowd
from tegata.sandbox.population.store import open_postal_rows, read_names
from tegata.sandbox.population.values import Dice


def people(entropy: Entropy, count: int, *, today: date, first: int = 0) -> list[Record]:
    """Invent ``count`` residents; ``first`` continues the My Numbers of an earlier crowd.

    Of a hundred, one is the twin of another, one shares name and birthday with a stranger, one was
    born on 29 February, two are foreign residents, three have a name that no certificate holds in
    its own form. One in 200 is under a protection measure, one in 250 is an adult ward.
    """
    with open_postal_rows() as rows:
        crowd = Crowd(Dice(entropy), read_names(), rows, today)
        return [crowd.add(first + place) for place in range(count)]
