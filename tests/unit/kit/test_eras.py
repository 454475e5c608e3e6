"""Eras are read and written, and impossible pairs are refused with the right one."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.kit.core.eras import (
    DayOutsideEras,
    EraDateImpossible,
    EraDateUnreadable,
    era_of,
    in_both_calendars,
    in_era,
    parse_era_date,
)
from tegata.kit.core.problem import Problem

SOLAR_DAYS = st.dates(date(1873, 1, 1), date(2117, 12, 31))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 5, 11), "令和5年5月11日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_a_day_is_written_with_its_era(day: date, written: str) -> None:
    assert in_era(day) == written
    assert parse_era_date(written) == day


@pytest.mark.parametrize(
    "text",
    ["令和５年５月１１日", "令和五年五月十一日", " 令和5年5月11日 ", "令和五年五月一一日"],
)
def test_digits_of_any_width_and_kanji_are_read(text: str) -> None:
    assert parse_era_date(text) == date(2023, 5, 11)


@pytest.mark.parametrize(("text", "day"), [("十", 10), ("二十", 20), ("三十一", 31), ("〇九", 9)])
def test_kanji_numbers_are_read_with_and_without_ten(text: str, day: int) -> None:
    assert parse_era_date(f"昭和六十三年一月{text}日") == date(1988, 1, day)


def test_a_day_after_the_end_of_its_era_is_refused_with_the_right_era() -> None:
    with pytest.raises(EraDateImpossible) as refusal:
        parse_era_date("平成31年5月1日")

    assert refusal.value.instead == "令和元年5月1日"


def test_a_day_before_the_start_of_its_era_is_refused() -> None:
    with pytest.raises(EraDateImpossible):
        parse_era_date("令和元年4月30日")


@pytest.mark.parametrize("text", ["令和5年2月29日", "令和5年13月1日", "明治5年1月1日"])
def test_a_day_that_is_in_no_solar_calendar_is_refused(text: str) -> None:
    with pytest.raises(DayOutsideEras):
        parse_era_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023年5月11日",
        "令和5年5月",
        "令和十十年5月1日",
        "令和5年5月一十一日x",
        "令和〇十年1月1日",
    ],
)
def test_a_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises((EraDateUnreadable, DayOutsideEras)):
        parse_era_date(text)


def test_pages_show_both_calendars() -> None:
    assert in_both_calendars(date(2023, 5, 11)) == "2023年5月11日（令和5年5月11日）"


def test_a_day_of_the_old_calendar_has_no_era_here() -> None:
    with pytest.raises(DayOutsideEras):
        era_of(date(1872, 12, 31))


@given(SOLAR_DAYS)
def test_every_solar_day_is_read_as_it_was_written(day: date) -> None:
    assert parse_era_date(in_era(day)) == day


@given(
    st.text(alphabet="令和平成昭明治大正元年月日0123456789〇一二十九 ", max_size=16)
    | st.text(max_size=12)
)
def test_any_other_text_raises_nothing_but_a_problem(text: str) -> None:
    with suppress(Problem):
        parse_era_date(text)
