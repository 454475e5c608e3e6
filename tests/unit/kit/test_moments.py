"""Moments are said by Japan's clocks and in both calendars; bars stand on zero."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime

import pytest

from tegata.kit.design.chart import bars
from tegata.kit.i18n.moments import read_moment, say_day, say_moment
from tegata.kit.i18n.say import Language


def test_a_moment_of_the_evening_in_utc_is_of_the_next_day_in_japan() -> None:
    moment = datetime(2019, 4, 30, 15, 0, 1, tzinfo=UTC)

    assert say_moment(moment, Language.JA) == "2019年5月1日（令和元年5月1日） 00:00:01"
    assert say_moment(moment, Language.EN) == "1 May 2019 (Reiwa 1) 00:00:01"


def test_a_day_is_said_in_both_calendars() -> None:
    assert say_day(date(2019, 4, 30), Language.EN) == "30 April 2019 (Heisei 31)"


def test_a_bar_twice_as_high_is_twice_as_much() -> None:
    chart = bars([("1", 0), ("2", 30), ("3", 60)])

    none, some, twice = chart.bars
    assert chart.top == 100
    assert none.height == 0
    assert twice.height == 2 * some.height
    assert all(bar.y + bar.height == chart.floor for bar in chart.bars)


def test_nothing_to_draw_is_drawn() -> None:
    assert bars([]).bars == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2023-05-11", datetime(2023, 5, 11, 0, 0, tzinfo=UTC)),
        ("2023-05-11T23:59:00", datetime(2023, 5, 11, 14, 59, tzinfo=UTC)),
        ("2023-05-11 23:59:00+00:00", datetime(2023, 5, 11, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_is_meant_in_japan_unless_it_says_where(typed: str, meant: datetime) -> None:
    assert read_moment(typed) == meant


def test_what_is_no_moment_is_refused_with_an_example() -> None:
    with pytest.raises(ArgumentTypeError, match="write 2023-05-11"):
        read_moment("yesterday")
