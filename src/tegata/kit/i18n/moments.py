"""Say days and moments as people read them, by Japan's clocks; read moments as people type them."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime

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


def read_moment(text: str) -> datetime:
    """Read ``2023-05-11`` (its morning, nine o'clock) or ``2023-05-11T23:59:00``.

    It is meant in Japan unless it says where. Raises ArgumentTypeError.
    """
    written = text if "T" in text or " " in text else f"{text}T09:00:00"
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(
            f"“{text}” is no day or time: write 2023-05-11 or 2023-05-11T23:59:00."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=JST)).astimezone(UTC)
