"""Ages decide, each by its own rule."""

from datetime import date

import pytest

from tegata.authority.people.rules import ages


@pytest.mark.parametrize(
    ("on", "minor"),
    [(date(2022, 2, 27), True), (date(2022, 2, 28), True), (date(2022, 4, 1), False)],
)
def test_majority_came_down_from_20_to_18_in_april_2022(on: date, minor: bool) -> None:
    assert ages.is_minor(date(2004, 2, 29), on) is minor


def test_somebody_comes_of_age_at_the_end_of_the_day_before_the_birthday() -> None:
    assert ages.is_minor(date(2005, 5, 12), date(2023, 5, 10))
    assert not ages.is_minor(date(2005, 5, 12), date(2023, 5, 11))


def test_a_signature_certificate_waits_for_15() -> None:
    assert ages.is_under_15(date(2008, 5, 12), date(2023, 5, 10))
    assert not ages.is_under_15(date(2008, 5, 12), date(2023, 5, 11))


def test_late_elderly_care_begins_on_the_birthday_itself() -> None:
    assert not ages.is_late_elderly(date(1948, 9, 1), date(2023, 8, 31))
    assert ages.is_late_elderly(date(1948, 9, 1), date(2023, 9, 1))


@pytest.mark.parametrize(
    ("birth", "on", "applies"),
    [
        (date(1984, 3, 31), date(2023, 3, 31), False),
        (date(1984, 3, 31), date(2023, 4, 1), True),
        (date(1984, 4, 1), date(2024, 3, 31), False),
        (date(1984, 4, 1), date(2024, 4, 1), True),
        (date(1985, 3, 31), date(2024, 4, 1), True),
        (date(1985, 4, 1), date(2025, 3, 31), False),
    ],
)
def test_a_checkup_is_for_those_who_complete_40_within_the_fiscal_year(
    birth: date, on: date, applies: bool
) -> None:
    assert ages.is_of_checkup_age(birth, on) is applies
