"""Questions about a resident's age, each by its own name: no rule asks for a bare age."""

from datetime import date

from tegata.kit.core.calendar import (
    calendar_age,
    fiscal_year,
    is_of_age,
    last_day_of_fiscal_year,
    legal_age,
)


def is_under_15(birth: date, on: date) -> bool:
    """Whether somebody is too young for a signature certificate by the general rule."""
    return legal_age(birth, on) < 15  # noqa: PLR2004 - the age is the rule


def is_minor(birth: date, on: date) -> bool:
    """Whether somebody is a minor: under 18, and before 1 April 2022 under 20."""
    return not is_of_age(birth, on)


def is_late_elderly(birth: date, on: date) -> bool:
    """Whether somebody belongs to the medical care of the late elderly: from the 75th birthday."""
    return calendar_age(birth, on) >= 75  # noqa: PLR2004 - the age is the rule


def is_of_checkup_age(birth: date, on: date) -> bool:
    """Whether somebody completes 40 or more by the calendar within the current fiscal year."""
    year_end = last_day_of_fiscal_year(fiscal_year(on))
    return calendar_age(birth, year_end) >= 40  # noqa: PLR2004 - the age is the rule
