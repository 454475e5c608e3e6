"""When the toll-free line answers, and where its keys lead."""

from datetime import UTC, datetime

import pytest

from marks import row
from tegata.authority.enrolment.problems import LineClosed
from tegata.authority.enrolment.rules.call_centre import NUMBER, answer, check_open, is_open, route
from tegata.authority.enrolment.values import Queue, Topic


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@row("CALL-002")
@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2023-09-19T09:29:59", False),
        ("2023-09-19T09:30:00", True),
        ("2023-09-19T19:59:59", True),
        ("2023-09-19T20:00:00", False),
    ],
)
def test_a_tuesday_is_open_from_half_past_nine_to_eight(moment: str, open_: bool) -> None:
    assert is_open(Queue.INQUIRY, at(moment)) is open_


@row("CALL-003")
@pytest.mark.parametrize(
    ("moment", "open_"), [("2023-09-18T17:30:00", False), ("2023-09-19T17:30:00", True)]
)
def test_a_holiday_closes_at_half_past_five(moment: str, open_: bool) -> None:
    assert is_open(Queue.INQUIRY, at(moment)) is open_


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2023-09-01T19:59", True),
        ("2023-09-18T18:00", False),
        ("2023-09-23T17:29", True),
        ("2024-01-01T03:00", False),
        ("2023-11-03T17:30", False),
        ("2026-05-06T18:00", False),
        ("2026-09-22T18:00", False),
        ("2023-12-28T12:00", True),
        ("2023-12-29T12:00", False),
        ("2024-01-03T12:00", False),
        ("2024-01-04T12:00", True),
    ],
)
def test_inquiries_follow_weekends_holidays_and_the_year_end(moment: str, open_: bool) -> None:
    assert is_open(Queue.INQUIRY, at(moment)) is open_


@row("SUS-006")
def test_suspensions_are_taken_on_new_years_night_when_inquiries_are_not() -> None:
    night = at("2024-01-01T03:00")

    check_open(Queue.SUSPENSION, night)
    with pytest.raises(LineClosed) as refusal:
        check_open(Queue.INQUIRY, night)
    assert refusal.value.rule_code == "CLOSED"


@row("CALL-004")
def test_key_2_leads_to_suspension() -> None:
    assert answer("2") is Queue.SUSPENSION


@row("CALL-005")
def test_key_4_leads_to_inquiries_and_others_play_the_menu_again() -> None:
    assert answer("4") is Queue.INQUIRY
    assert [answer(key) for key in "0135 6789*#"] == [None] * 11


@row("CALL-006")
@pytest.mark.parametrize("topic", Topic)
def test_help_is_always_found_on_the_line(topic: Topic) -> None:
    assert route(topic).number == NUMBER == "0120-95-0178"
