"""Days in Japan: where a day begins, what a month later is, and how old somebody is.

There is no ``age``: the law and the calendar answer differently on one day of the year, so that
each rule has its own name.
"""

from calendar import isleap, monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
"""Japan's time; nine hours ahead of UTC without summer time since 1951."""

ONE_DAY = timedelta(days=1)
_MAJORITY_AT_18 = date(2022, 4, 1)


def day_in_japan(moment: datetime) -> date:
    """Tell which day it is in Japan at an aware moment."""
    if moment.utcoffset() is None:
        raise ValueError("a moment is aware")
    return moment.astimezone(JST).date()


def start_of_day_jst(day: date) -> datetime:
    """Give the first moment of a Japanese day, in UTC: ``on or after`` includes it."""
    return datetime.combine(day, time.min, tzinfo=JST).astimezone(UTC)


def end_of_day_jst(day: date) -> datetime:
    """Give the first moment that is no longer that day, in UTC: a deadline is ``now < end``.

    A deadline on a holiday does not roll over.
    """
    return start_of_day_jst(day + ONE_DAY)


def last_second_jst(day: date) -> datetime:
    """Give 23:59:59 of a Japanese day, in UTC: certificates name the last second they are valid."""
    return end_of_day_jst(day) - timedelta(seconds=1)


def months_later(day: date, months: int) -> date:
    """Count months from a day, or back; the 31st becomes the month's last day where it must."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fiscal_year(day: date) -> int:
    """Tell the fiscal year, named after the year of its 1 April."""
    return months_later(day.replace(day=1), -3).year


def first_day_of_fiscal_year(year: int) -> date:
    """Give 1 April."""
    return date(year, 4, 1)


def last_day_of_fiscal_year(year: int) -> date:
    """Give 31 March of the year after."""
    return date(year + 1, 3, 31)


def calendar_age(birth: date, on: date) -> int:
    """Count the years completed when a year is completed on the birthday itself.

    Somebody born on 29 February completes it on 1 March of a common year.
    """
    if on < birth:
        raise ValueError("nobody has an age before birth")
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def legal_age(birth: date, on: date) -> int:
    """Count the years completed when a year is completed at the end of the day before the birthday.

    Act 50 of 1902 on the counting of ages, with Civil Code, Art. 143: the day before the birthday
    already counts, and somebody born on 29 February comes of age on 28 February in every year.
    """
    if on < birth:
        raise ValueError("nobody has an age before birth")
    return calendar_age(birth, on + ONE_DAY)


def is_of_age(birth: date, on: date) -> bool:
    """Tell whether somebody has come of age: at 18, and before 1 April 2022 at 20."""
    return legal_age(birth, on) >= (18 if on >= _MAJORITY_AT_18 else 20)


def birthday_in(birth: date, year: int) -> date:
    """Give the birthday in a year; 29 February becomes 28 February, the earlier and safer day."""
    if (birth.month, birth.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return birth.replace(year=year)


def nth_birthday_after(birth: date, day: date, nth: int) -> date:
    """Give the nth birthday after a day; a birthday on the day itself is not counted."""
    if nth < 1:
        raise ValueError("birthdays are counted from the first")
    has_passed = birthday_in(birth, day.year) <= day
    return birthday_in(birth, day.year + has_passed + nth - 1)
