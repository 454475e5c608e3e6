"""Holidays: the published list, held to an algorithm nobody here wrote, and our own past its end."""

from datetime import date, timedelta

import jpholiday
import pytest

from tegata.kit.core.holidays import Certainty, certainty, computed, holiday


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _by_the_peer(year: int) -> list[date]:
    return [day for day, _ in jpholiday.year_holidays(year)]


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (2020, 18),
        (2021, 17),
        (2022, 16),
        (2023, 17),
        (2024, 21),
        (2025, 19),
        (2026, 18),
        (2027, 17),
    ],
)
def test_the_published_list_and_jpholiday_agree(year: int, count: int) -> None:
    ours = [day for day in _days(year) if holiday(day)]

    assert ours == _by_the_peer(year)
    assert len(ours) == count


@pytest.mark.parametrize("year", range(2022, 2028))
def test_the_computed_holidays_are_the_published_ones(year: int) -> None:
    published = {day: found.name for day in _days(year) if (found := holiday(day))}

    assert computed(year) == published


def test_the_computed_holidays_and_jpholiday_agree_after_the_list_ends() -> None:
    differing = [year for year in range(2028, 2100) if sorted(computed(year)) != _by_the_peer(year)]

    assert differing == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 9, 18), "敬老の日"),
        (date(2023, 9, 23), "秋分の日"),
        (date(2023, 11, 3), "文化の日"),
        (date(2026, 5, 6), "休日"),
        (date(2026, 9, 22), "休日"),
    ],
)
def test_known_holidays_are_found(day: date, name: str) -> None:
    found = holiday(day)

    assert found is not None
    assert (found.name, found.certainty) == (name, Certainty.PUBLISHED)


def test_an_ordinary_friday_is_no_holiday() -> None:
    assert holiday(date(2023, 9, 1)) is None


def test_a_day_after_the_list_is_marked_as_computed() -> None:
    found = holiday(date(2028, 1, 1))

    assert found is not None
    assert found.certainty is Certainty.COMPUTED
    assert certainty(date(2027, 12, 31)) is Certainty.PUBLISHED


def test_holidays_before_the_list_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="from 1955"):
        holiday(date(1954, 12, 31))
