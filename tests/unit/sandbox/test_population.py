"""Invented people: the same for the same chance, well formed, and with every edge in its share."""

from collections import Counter
from datetime import date

import pytest

from fakes.chance import CountingEntropy
from tegata.authority.people.public import (
    Record,
    is_late_elderly,
    is_minor,
    read_municipality,
    substitute,
)
from tegata.authority.people.rules.records import require_within
from tegata.sandbox.population.public import people

TODAY = date(2023, 9, 1)


@pytest.fixture(scope="module")
def crowd() -> list[Record]:
    return people(CountingEntropy(), 1000, today=TODAY)


def _shared(crowd: list[Record], *items: str) -> int:
    counted = Counter(tuple(getattr(record, item) for item in items) for record in crowd)
    return sum(count - 1 for count in counted.values())


def test_the_same_chance_gives_the_same_people(crowd: list[Record]) -> None:
    assert people(CountingEntropy(), 1000, today=TODAY) == crowd


def test_other_chance_gives_other_people(crowd: list[Record]) -> None:
    others = people(CountingEntropy(drawn=10**6), 1000, today=TODAY)

    assert _shared([*crowd, *others], "name", "birth") < 100


def test_every_my_number_is_synthetic_and_given_once(crowd: list[Record]) -> None:
    numbers = [record.my_number.digits for record in crowd]

    assert len(set(numbers)) == len(crowd)
    assert all(number.startswith("000") for number in numbers)


def test_a_second_crowd_continues_the_numbers_of_the_first(crowd: list[Record]) -> None:
    second = people(CountingEntropy(), 10, today=TODAY, first=1000)

    assert not {record.my_number for record in crowd} & {record.my_number for record in second}


def test_everybody_lives_where_their_municipality_is(crowd: list[Record]) -> None:
    for record in crowd:
        require_within(record.address, read_municipality(record.address.municipality))


def test_everybody_is_born_before_today_and_nobody_is_older_than_105(crowd: list[Record]) -> None:
    assert all(date(1918, 9, 1) < record.birth < TODAY for record in crowd)


def test_children_and_the_late_elderly_have_their_share(crowd: list[Record]) -> None:
    minors = sum(is_minor(record.birth, TODAY) for record in crowd)
    elderly = sum(is_late_elderly(record.birth, TODAY) for record in crowd)

    assert 100 < minors < 190
    assert 110 < elderly < 210


def test_three_in_a_hundred_have_a_name_that_no_certificate_holds(crowd: list[Record]) -> None:
    flagged = [record for record in crowd if "1" in substitute(record.name.text).substitutes]

    assert 30 <= len(flagged) < 60
    assert not any("〓" in substitute(record.name.text).text for record in flagged)


def test_twins_namesakes_and_leaplings_have_their_share(crowd: list[Record]) -> None:
    assert _shared(crowd, "birth", "address") == 10
    assert _shared(crowd, "name", "birth") == 10
    assert sum((record.birth.month, record.birth.day) == (2, 29) for record in crowd) >= 10


def test_foreign_residents_have_latin_names_and_a_period_of_stay(crowd: list[Record]) -> None:
    foreign = [record for record in crowd if record.stays_until]

    assert len(foreign) == 20
    assert all("Ａ" <= record.name.text[0] <= "Ｚ" for record in foreign)
    assert all(record.stays_until and record.stays_until > TODAY for record in foreign)


def test_former_names_wards_and_protected_people_exist(crowd: list[Record]) -> None:
    assert sum(record.former_name is not None for record in crowd) == 20
    assert sum(record.is_protected for record in crowd) == 5
    assert 1 <= sum(record.is_ward for record in crowd) <= 4


@pytest.mark.parametrize("day", [date(2023, 9, 1), date(2024, 1, 15), date(2024, 2, 29)])
def test_a_crowd_can_be_made_for_any_day(day: date) -> None:
    assert all(record.birth < day for record in people(CountingEntropy(), 3000, today=day))
