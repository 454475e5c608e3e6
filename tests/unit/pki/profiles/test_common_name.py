"""Common names follow what is known of the two layouts."""

from datetime import UTC, datetime

import pytest

from makers.certificates import NAKA
from tegata.pki.profiles.common_name import Application, common_name
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.problems import ApplicationOutOfRange
from tegata.pki.profiles.rulebook import CommonNameLayout

KIYOSE = Municipality("13221", "Tokyo-to", "Kiyose-shi")


@pytest.mark.parametrize(
    ("applied", "place", "expected"),
    [
        (datetime(2023, 5, 11, 3, 4, 56, tzinfo=UTC), NAKA, "000007E75BC04514104003A"),
        (datetime(2025, 12, 31, 14, 59, 59, tzinfo=UTC), KIYOSE, "000007E9CVN59513221003A"),
        (datetime(2026, 10, 1, 0, 0, 0, tzinfo=UTC), KIYOSE, "000007EAA1900013221003A"),
    ],
)
def test_the_layout_of_authentication_says_day_hour_and_municipality(
    applied: datetime, place: Municipality, expected: str
) -> None:
    made = common_name(CommonNameLayout.OFFICE, Application(7, applied), place)

    assert made == expected
    assert len(made) == 23


def test_the_layout_of_signature_says_the_moment_in_japan() -> None:
    applied = datetime(2023, 5, 11, 15, 4, 56, tzinfo=UTC)

    made = common_name(CommonNameLayout.DIGITS, Application(7, applied), NAKA)

    assert made == "2023051200045600000000000007"


@pytest.mark.parametrize("number", [0, 1_000_000, -1])
def test_a_number_without_six_digits_is_refused(number: int) -> None:
    with pytest.raises(ApplicationOutOfRange):
        Application(number, datetime(2023, 5, 11, tzinfo=UTC))


@pytest.mark.parametrize("year", [2015, 2052])
def test_a_year_without_a_digit_is_refused(year: int) -> None:
    with pytest.raises(ApplicationOutOfRange):
        common_name(
            CommonNameLayout.OFFICE, Application(7, datetime(year, 5, 11, tzinfo=UTC)), NAKA
        )
