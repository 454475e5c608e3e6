"""Certificates and cards end with a birthday, at the last second of the day in Japan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.pki.profiles.validity import card_expiry, expiry, in_renewal_window


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 3, tzinfo=UTC)


def last_second(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 14, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("birth", "issued", "ends"),
    [
        (date(1980, 2, 17), noon(2025, 10, 27), last_second(2030, 2, 17)),
        (date(1990, 5, 11), noon(2023, 5, 11), last_second(2028, 5, 11)),
        (date(1990, 5, 12), noon(2023, 5, 11), last_second(2027, 5, 12)),
        (date(2004, 2, 29), noon(2023, 5, 11), last_second(2028, 2, 29)),
        (date(2004, 2, 29), noon(2024, 5, 11), last_second(2029, 2, 28)),
        (date(2004, 2, 29), noon(2025, 2, 28), last_second(2030, 2, 28)),
        (date(1960, 12, 31), noon(2024, 1, 1), last_second(2028, 12, 31)),
    ],
)
def test_a_certificate_ends_with_the_fifth_birthday_after_issuance(
    birth: date, issued: datetime, ends: datetime
) -> None:
    assert expiry(birth, issued) == ends


def test_the_day_of_issuance_is_that_of_japan() -> None:
    birth, late_evening_utc = date(1990, 5, 12), datetime(2023, 5, 11, 15, tzinfo=UTC)

    # It is 12 May in Japan already: the birthday is that of issuance and is not counted.
    assert expiry(birth, late_evening_utc) == last_second(2028, 5, 12)


def test_a_certificate_renewed_in_its_last_three_months_runs_to_the_sixth() -> None:
    birth, ends = date(1990, 5, 12), last_second(2027, 5, 12)

    assert expiry(birth, noon(2027, 2, 12), renewed=ends) == last_second(2032, 5, 12)
    assert expiry(birth, noon(2027, 2, 11), renewed=ends) == last_second(2031, 5, 12)
    assert expiry(birth, noon(2027, 2, 12)) == last_second(2031, 5, 12)
    assert expiry(birth, noon(2027, 5, 13), renewed=ends) == last_second(2032, 5, 12)


def test_a_certificate_renewed_on_its_last_day_gains_no_sixth_year() -> None:
    birth, ends = date(1990, 5, 12), last_second(2027, 5, 12)

    assert expiry(birth, noon(2027, 5, 12), renewed=ends) == last_second(2032, 5, 12)


def test_a_certificate_never_outlives_its_card() -> None:
    card = last_second(2026, 5, 12)

    assert expiry(date(1990, 5, 12), noon(2023, 5, 11), card_expires=card) == card
    assert expiry(date(1990, 5, 12), noon(2023, 5, 11), card_expires=last_second(2033, 5, 12)) == (
        last_second(2027, 5, 12)
    )


@pytest.mark.parametrize(
    ("birth", "issued", "ends"),
    [
        (date(1980, 2, 17), noon(2025, 10, 27), last_second(2035, 2, 17)),
        (date(2005, 5, 11), noon(2023, 5, 11), last_second(2033, 5, 11)),
        # On the day before the birthday the year is completed: ten birthdays, that one the first.
        (date(2005, 5, 12), noon(2023, 5, 11), last_second(2032, 5, 12)),
        (date(2005, 5, 13), noon(2023, 5, 11), last_second(2027, 5, 13)),
        (date(2003, 3, 31), noon(2022, 3, 31), last_second(2027, 3, 31)),
        (date(2002, 3, 31), noon(2022, 3, 31), last_second(2032, 3, 31)),
        (date(2004, 4, 1), noon(2022, 4, 1), last_second(2032, 4, 1)),
    ],
)
def test_an_adults_card_runs_ten_birthdays_and_a_minors_five(
    birth: date, issued: datetime, ends: datetime
) -> None:
    assert card_expiry(birth, issued) == ends


def test_a_foreign_residents_card_ends_with_the_stay() -> None:
    ends = card_expiry(date(1980, 2, 17), noon(2025, 10, 27), stay_ends=date(2026, 3, 31))

    assert ends == last_second(2026, 3, 31)


@pytest.mark.parametrize(
    ("ends", "first"),
    [
        (last_second(2027, 5, 31), date(2027, 2, 28)),
        (last_second(2028, 5, 31), date(2028, 2, 29)),
        (last_second(2027, 2, 28), date(2026, 11, 28)),
        (last_second(2027, 1, 15), date(2026, 10, 15)),
    ],
)
def test_the_window_of_renewal_opens_three_calendar_months_before(
    ends: datetime, first: date
) -> None:
    opens = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=9)

    assert in_renewal_window(ends, opens)
    assert not in_renewal_window(ends, opens - timedelta(seconds=1))
    assert in_renewal_window(ends, ends)
    assert not in_renewal_window(ends, ends + timedelta(seconds=1))


@given(
    st.dates(date(1900, 1, 1), date(2023, 1, 1)),
    st.datetimes(datetime(2023, 1, 2), datetime(2060, 1, 1)),
)
def test_a_certificate_runs_more_than_four_years_and_at_most_five(
    birth: date, issued: datetime
) -> None:
    issued = issued.replace(tzinfo=UTC)

    ends = expiry(birth, issued)

    assert timedelta(days=4 * 365) < ends - issued < timedelta(days=5 * 366 + 1)
    assert (ends.hour, ends.minute, ends.second) == (14, 59, 59)
    assert ends <= card_expiry(birth, issued)
