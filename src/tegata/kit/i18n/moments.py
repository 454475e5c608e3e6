"""Say days and moments in the reader's language, by Japan's clocks and in both calendars."""

from datetime import date, datetime

from tegata.kit.core.calendar import JST, day_in_japan
from tegata.kit.core.eras import era_of, in_both_calendars
from tegata.kit.i18n.say import Language

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def say_day(day: date, language: Language) -> str:
    """Say a day: 2023年5月11日（令和5年5月11日）, 11 May 2023 (Reiwa 5)."""
    if language is Language.JA:
        return in_both_calendars(day)
    era = era_of(day)
    year = day.year - era.first_year + 1
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} ({era.name.title()} {year})"


def say_moment(moment: datetime, language: Language) -> str:
    """Say an aware moment to the second, by Japan's clocks."""
    return f"{say_day(day_in_japan(moment), language)} {moment.astimezone(JST):%H:%M:%S}"
