"""Japanese eras: reading and writing 令和5年5月11日."""

import re
import unicodedata
from datetime import date
from enum import Enum

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class EraDateUnreadable(Problem):
    """The text is no date written with an era."""

    kind = Kind.INVALID
    code = "kit.era-date-unreadable"
    sentence = "This is not a date with an era, year, month and day."
    advice = "Write the date as in 令和5年5月11日."


@define(auto_exc=True, slots=False)
class EraDateImpossible(Problem):
    """The era and the date do not go together."""

    kind = Kind.INVALID
    code = "kit.era-date-impossible"
    sentence = "There is no such day in the era %(era)s."
    advice = "Check the era; that day would be written %(instead)s."

    era: str
    instead: str


@define(auto_exc=True, slots=False)
class DayOutsideEras(Problem):
    """No such day exists, or it lies before Japan adopted the solar calendar."""

    kind = Kind.INVALID
    code = "kit.day-outside-eras"
    sentence = "This day does not exist, or lies before 1 January 1873."
    advice = "Check the year, the month and the day."


class Era(Enum):
    """An era, with its kanji, its first day and its first year.

    Meiji began in 1868; its days before 1873 follow the lunisolar calendar and are not read.
    """

    MEIJI = ("明治", date(1873, 1, 1), 1868)
    TAISHO = ("大正", date(1912, 7, 30), 1912)
    SHOWA = ("昭和", date(1926, 12, 25), 1926)
    HEISEI = ("平成", date(1989, 1, 8), 1989)
    REIWA = ("令和", date(2019, 5, 1), 2019)

    def __init__(self, kanji: str, start: date, first_year: int) -> None:
        self.kanji = kanji
        self.start = start
        self.first_year = first_year


_BY_KANJI = {era.kanji: era for era in Era}

_NUMBER = "[0-9〇一二三四五六七八九]{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?"
_WRITTEN = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|{_NUMBER})年"
    rf"(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日"
)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


def era_of(day: date) -> Era:
    """Tell the era of a day. Raises DayOutsideEras before the solar calendar."""
    for era in reversed(Era):
        if era.start <= day:
            return era
    raise DayOutsideEras


def in_era(day: date) -> str:
    """Write a day with its era: 令和5年5月11日; an era's first year is 元年."""
    era = era_of(day)
    year = day.year - era.first_year + 1
    return f"{era.kanji}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def in_both_calendars(day: date) -> str:
    """Write a day the way pages show it: 2023年5月11日（令和5年5月11日）."""
    return f"{day.year}年{day.month}月{day.day}日（{in_era(day)}）"


def parse_era_date(text: str) -> date:
    """Read a day written with an era, in any width of digits or in kanji.

    Raises EraDateUnreadable, EraDateImpossible or DayOutsideEras.
    """
    written = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if written is None:
        raise EraDateUnreadable
    era = _BY_KANJI[written["era"]]
    year = era.first_year + _number(written["year"]) - 1
    day = _day(year, _number(written["month"]), _number(written["day"]))
    if era_of(day) is not era:
        raise EraDateImpossible(era=era.kanji, instead=in_era(day))
    return day


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DayOutsideEras from None


def _number(written: str) -> int:
    """Read 元, 12, 一二 or 十二."""
    if written == "元":
        return 1
    tens, ten, ones = written.translate(_KANJI_DIGITS).rpartition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(ones)
