"""Japan's national holidays: the Cabinet Office's list, and the Act's rules where the list ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from attrs import frozen
from holiday_jp import HolidayJP

from tegata.kit.core.calendar import ONE_DAY

_SUNDAY = 6


class Certainty(StrEnum):
    """How well a calendar day is known."""

    PUBLISHED = "published"
    """The Cabinet Office has listed the year."""
    COMPUTED = "computed"
    """The Act as it stands today says so; the year's equinoxes are not announced yet."""


@frozen
class Holiday:
    """A national holiday, a substitute holiday or a day between two holidays."""

    day: date
    name: str
    certainty: Certainty


_PUBLISHED = {date(day.year, day.month, day.date): day.name for day in HolidayJP().all()}
_FIRST_YEAR = min(_PUBLISHED).year
_LAST_YEAR = max(_PUBLISHED).year


def certainty(day: date) -> Certainty:
    """Tell whether the year of a day is listed or only computed. The list holds whole years."""
    if day.year < _FIRST_YEAR:
        raise ValueError(f"holidays are known from {_FIRST_YEAR} on")
    return Certainty.PUBLISHED if day.year <= _LAST_YEAR else Certainty.COMPUTED


def holiday(day: date) -> Holiday | None:
    """Tell which holiday a day is, if any; ``certainty`` tells how far to believe a None."""
    known = certainty(day)
    names = _PUBLISHED if known is Certainty.PUBLISHED else computed(day.year)
    return Holiday(day, names[day], known) if day in names else None


@cache
def computed(year: int) -> dict[date, str]:
    """Apply the Act on National Holidays, as in force since 2022, to a year up to 2099."""
    named = dict(_named(year))
    substitutes = {_next_free(day, named) for day in named if day.weekday() == _SUNDAY}
    between = {
        day + ONE_DAY
        for day in named
        if day + 2 * ONE_DAY in named
        and day + ONE_DAY not in named
        and (day + ONE_DAY).weekday() != _SUNDAY
    }
    return named | dict.fromkeys(substitutes | between, "休日")


def _named(year: int) -> Iterator[tuple[date, str]]:
    """Act on National Holidays, Art. 2."""
    yield date(year, 1, 1), "元日"
    yield _monday(year, 1, 2), "成人の日"
    yield date(year, 2, 11), "建国記念の日"
    yield date(year, 2, 23), "天皇誕生日"
    yield date(year, 3, _equinox(year, 20_843_100)), "春分の日"
    yield date(year, 4, 29), "昭和の日"
    yield date(year, 5, 3), "憲法記念日"
    yield date(year, 5, 4), "みどりの日"
    yield date(year, 5, 5), "こどもの日"
    yield _monday(year, 7, 3), "海の日"
    yield date(year, 8, 11), "山の日"
    yield _monday(year, 9, 3), "敬老の日"
    yield date(year, 9, _equinox(year, 23_248_800)), "秋分の日"
    yield _monday(year, 10, 2), "スポーツの日"
    yield date(year, 11, 3), "文化の日"
    yield date(year, 11, 23), "勤労感謝の日"


def _monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def _equinox(year: int, start_micros: int) -> int:
    """Give the day of an equinox: mean motion from 1980 in millionths of a day, good to 2099."""
    since = year - 1980
    return (start_micros + 242_194 * since) // 1_000_000 - since // 4


def _next_free(day: date, taken: dict[date, str]) -> date:
    """Act on National Holidays, Art. 3 (2): the next day that is no holiday itself."""
    while day in taken:
        day += ONE_DAY
    return day
