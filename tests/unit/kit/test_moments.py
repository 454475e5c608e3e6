"""Moments are said by Japan's clocks and in both calendars; bars stand on zero."""

from datetime import UTC, date, datetime

from tegata.kit.design.chart import bars
from tegata.kit.i18n.moments import say_day, say_moment
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
