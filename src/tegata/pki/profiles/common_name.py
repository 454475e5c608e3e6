"""Common names of holders: what is known of their layouts, and our choice where nothing is."""

from datetime import datetime

from attrs import field, frozen

from tegata.kit.core.calendar import JST
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.problems import ApplicationOutOfRange
from tegata.pki.profiles.rulebook import CommonNameLayout

_FIRST_YEAR, _DIGITS = 2016, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST_NUMBER = 999_999


def _in_range(_instance: object, _attribute: object, number: int) -> None:
    if not 1 <= number <= _LAST_NUMBER:
        raise ApplicationOutOfRange(why=f"the number {number} has no six digits")


@frozen
class Application:
    """The application that a common name is made of."""

    number: int = field(validator=_in_range)
    """Among the applications of its moment: makes the common name the only one."""
    applied: datetime
    """When it was made: aware."""


def common_name(
    layout: CommonNameLayout, application: Application, municipality: Municipality
) -> str:
    """Make a common name. Raises ApplicationOutOfRange."""
    applied = application.applied.astimezone(JST)
    if layout is CommonNameLayout.DIGITS:
        return f"{applied:%Y%m%d%H%M%S}{application.number:014d}"
    if not 0 <= applied.year - _FIRST_YEAR < len(_DIGITS):
        raise ApplicationOutOfRange(why=f"the year {applied.year} has no digit")
    day = _DIGITS[applied.year - _FIRST_YEAR] + _DIGITS[applied.month] + _DIGITS[applied.day]
    # Only the hour is known of the four characters of time; the other three are ours.
    moment = f"{_DIGITS[applied.hour]}{applied.minute:02d}{applied.second // 10}"
    return f"{application.number:06d}E{day}{moment}{municipality.code}003A"
