"""Days, months and ages, by the examples of the law and of the ward offices."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.kit.core import calendar

BIRTHS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
LIVES = st.integers(0, 40_000)


def test_a_japanese_day_begins_nine_hours_before_the_utc_day() -> None:
    assert calendar.start_of_day_jst(date(2023, 5, 11)) == datetime(2023, 5, 10, 15, tzinfo=UTC)


def test_a_deadline_at_the_end_of_september_holds_through_its_last_microsecond() -> None:
    end = calendar.end_of_day_jst(date(2023, 9, 30))

    assert end == datetime(2023, 9, 30, 15, tzinfo=UTC)
    assert calendar.day_in_japan(end - timedelta(microseconds=1)) == date(2023, 9, 30)
    assert calendar.day_in_japan(end) == date(2023, 10, 1)


def test_a_certificate_ends_in_the_last_second_of_the_day() -> None:
    assert calendar.last_second_jst(date(2030, 2, 17)) == datetime(
        2030, 2, 17, 14, 59, 59, tzinfo=UTC
    )


def test_a_naive_time_has_no_day_in_japan() -> None:
    with pytest.raises(ValueError, match="aware"):
        calendar.day_in_japan(datetime(2023, 5, 11))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 5, 31), -3, date(2023, 2, 28)),
        (date(2024, 5, 31), -3, date(2024, 2, 29)),
        (date(2023, 1, 15), -1, date(2022, 12, 15)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 1), 0, date(2023, 12, 1)),
    ],
)
def test_months_are_counted_and_clamped(day: date, months: int, expected: date) -> None:
    assert calendar.months_later(day, months) == expected


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    assert calendar.fiscal_year(date(2024, 3, 31)) == 2023
    assert calendar.fiscal_year(date(2024, 4, 1)) == 2024
    assert calendar.first_day_of_fiscal_year(2024) == date(2024, 4, 1)
    assert calendar.last_day_of_fiscal_year(2024) == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("birth", "on", "legal", "by_calendar"),
    [
        (date(1983, 9, 30), date(2023, 9, 29), 40, 39),
        (date(1948, 9, 1), date(2023, 8, 31), 75, 74),
        (date(1948, 9, 1), date(2023, 9, 1), 75, 75),
        (date(2004, 2, 29), date(2022, 2, 28), 18, 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18, 18),
        (date(2004, 2, 29), date(2024, 2, 28), 20, 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20, 20),
        (date(2004, 2, 29), date(2022, 2, 27), 17, 17),
        (date(2023, 5, 11), date(2023, 5, 11), 0, 0),
    ],
)
def test_the_law_counts_a_year_one_day_earlier_than_the_calendar(
    birth: date, on: date, legal: int, by_calendar: int
) -> None:
    assert calendar.legal_age(birth, on) == legal
    assert calendar.calendar_age(birth, on) == by_calendar


@pytest.mark.parametrize(
    ("birth", "year", "applicable"),
    [
        (date(1984, 3, 31), 2023, True),
        (date(1984, 4, 1), 2023, False),
        (date(1984, 4, 1), 2024, True),
        (date(1985, 4, 1), 2024, False),
    ],
)
def test_a_checkup_is_for_those_whose_40th_birthday_lies_in_the_fiscal_year(
    birth: date, year: int, applicable: bool
) -> None:
    forty = calendar.calendar_age(birth, calendar.last_day_of_fiscal_year(year)) >= 40

    assert forty is applicable


@pytest.mark.parametrize("age", [calendar.legal_age, calendar.calendar_age])
def test_nobody_has_an_age_before_birth(age: type) -> None:
    with pytest.raises(ValueError, match="before birth"):
        age(date(2023, 5, 11), date(2023, 5, 10))


@given(BIRTHS, LIVES)
def test_the_two_ages_never_differ_by_more_than_one_year(birth: date, days: int) -> None:
    on = birth + timedelta(days=days)
    difference = calendar.legal_age(birth, on) - calendar.calendar_age(birth, on)

    assert difference in (0, 1)
    assert not difference or (birth.month, birth.day) == (2, 29) or _is_eve(birth, on)


def _is_eve(birth: date, on: date) -> bool:
    tomorrow = on + timedelta(days=1)
    return (tomorrow.month, tomorrow.day) == (birth.month, birth.day)


@pytest.mark.parametrize(
    ("birth", "issued", "expected"),
    [
        (date(1990, 5, 11), date(2023, 5, 11), date(2028, 5, 11)),
        (date(1990, 5, 12), date(2023, 5, 11), date(2027, 5, 12)),
        (date(1996, 2, 29), date(2023, 2, 27), date(2027, 2, 28)),
        (date(1996, 2, 29), date(2023, 2, 28), date(2028, 2, 29)),
        (date(1980, 2, 17), date(2025, 10, 27), date(2030, 2, 17)),
    ],
)
def test_a_certificate_lasts_to_the_fifth_birthday_after_its_day(
    birth: date, issued: date, expected: date
) -> None:
    assert calendar.nth_birthday_after(birth, issued, 5) == expected


@given(BIRTHS, LIVES, st.integers(1, 10))
def test_birthdays_follow_the_day_and_one_another(birth: date, days: int, nth: int) -> None:
    day = birth + timedelta(days=days)
    first = calendar.nth_birthday_after(birth, day, 1)
    found = calendar.nth_birthday_after(birth, day, nth)

    assert day < first <= day + timedelta(days=366)
    assert found.year == first.year + nth - 1


def test_there_is_no_zeroth_birthday() -> None:
    with pytest.raises(ValueError, match="from the first"):
        calendar.nth_birthday_after(date(1990, 5, 11), date(2023, 5, 11), 0)


@pytest.mark.parametrize(
    ("birth", "on", "of_age"),
    [
        (date(2005, 5, 12), date(2023, 5, 10), False),
        (date(2005, 5, 12), date(2023, 5, 11), True),
        (date(2003, 3, 31), date(2022, 3, 31), False),
        (date(2003, 3, 31), date(2022, 4, 1), True),
        (date(2002, 4, 1), date(2022, 3, 31), True),
    ],
)
def test_somebody_comes_of_age_on_the_day_before_the_birthday(
    birth: date, on: date, *, of_age: bool
) -> None:
    assert calendar.is_of_age(birth, on) is of_age
