"""A birth date as the signature certificate writes it: one digit of the era, then EYYYYMMDD."""

import re
from datetime import date
from enum import StrEnum
from typing import Final, Self

from attrs import field, frozen

from tegata.pki.x509.problems import PersonalDataRefused


class Era(StrEnum):
    """The digit of an era; the year that follows it is the common one all the same."""

    UNKNOWN = "0"
    MEIJI = "1"
    TAISHO = "2"
    SHOWA = "3"
    HEISEI = "4"
    REIWA = "5"

    @classmethod
    def of(cls, day: date) -> "Era":
        """Find the era of a day."""
        return next(era for era, first in reversed(_FIRST_DAYS.items()) if day >= first)


_FIRST_DAYS: Final = {
    Era.UNKNOWN: date.min,
    Era.MEIJI: date(1868, 1, 25),
    Era.TAISHO: date(1912, 7, 30),
    Era.SHOWA: date(1926, 12, 25),
    Era.HEISEI: date(1989, 1, 8),
    Era.REIWA: date(2019, 5, 1),
}


def _possible(birth: "BirthDate", _attribute: object, era: Era) -> None:
    """Refuse a day that is not in the calendar, and an era that it does not lie in."""
    refusal = PersonalDataRefused(item="birth date", why="there is no such day")
    if era is Era.UNKNOWN:
        return
    try:
        first = date(birth.year, birth.month or 1, birth.day or 1)
        last = first if birth.day else date(birth.year, birth.month or 12, 28)
    except ValueError:
        raise refusal from None
    if era not in {Era.of(first), Era.of(last)}:
        raise refusal


@frozen
class BirthDate:
    """A day of birth, parts of which may be unknown and are zero then.

    An unknown part never becomes a day: whoever checks an age asks for ``day_known`` and refuses
    where there is none.
    """

    year: int
    month: int
    day: int
    era: Era = field(validator=_possible)

    @classmethod
    def of(cls, day: date) -> Self:
        """Make it of a day that is known in full."""
        return cls(day.year, day.month, day.day, Era.of(day))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read nine digits, as in 319800217. Raises PersonalDataRefused."""
        digits = re.fullmatch(r"([0-5])([0-9]{4})([0-9]{2})([0-9]{2})", text)
        if digits is None:
            raise PersonalDataRefused(item="birth date", why="it is not nine digits")
        era, year, month, day = digits.groups()
        return cls(int(year), int(month), int(day), Era(era))

    @property
    def day_known(self) -> date | None:
        """The day, where every part of it is known."""
        if self.era is Era.UNKNOWN or not (self.month and self.day):
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.era.value}{self.year:04d}{self.month:02d}{self.day:02d}"
