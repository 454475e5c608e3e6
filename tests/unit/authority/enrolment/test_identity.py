"""A caller is known by four answers, and learns nothing from a refusal."""

from datetime import date
from itertools import product

import pytest
from attrs import evolve

from marks import row
from tegata.authority.enrolment.problems import CallerNotIdentified
from tegata.authority.enrolment.rules.identity import ENOUGH, check_caller
from tegata.authority.enrolment.values import Act, Personal

KNOWN = Personal(
    frozenset({"見本　花子", "ミホン　ハナコ"}),
    date(1990, 5, 12),
    "東京都清瀬市中里５丁目８４２番地",
    "090-0000-0001",
)
WRONG = Personal(frozenset({"見本　太郎"}), date(1991, 5, 12), "東京都清瀬市元町１番", "0")
FIELDS = ("names", "birth", "address", "call_back")


def said(*right: bool) -> Personal:
    answers = {
        name: getattr(KNOWN if ok else WRONG, name) for name, ok in zip(FIELDS, right, strict=True)
    }
    return Personal(**answers)


def passes(caller: Personal, act: Act) -> bool:
    try:
        check_caller(caller, KNOWN, act)
    except CallerNotIdentified:
        return False
    return True


@row("D-SUS-02")
def test_a_suspension_needs_less_than_a_resumption() -> None:
    answers = list(product([True, False], repeat=4))
    suspend = [right for right in answers if passes(said(*right), Act.SUSPENSION)]
    resume = [right for right in answers if passes(said(*right), Act.RESUMPTION)]

    assert resume == [(True, True, True, True)]
    assert set(resume) < set(suspend)
    assert all(right[0] and sum(right) >= ENOUGH[Act.SUSPENSION] for right in suspend)


@row("D-SUS-02")
def test_every_refusal_is_the_same_refusal() -> None:
    refusals = set()
    for right in product([True, False], repeat=4):
        try:
            check_caller(said(*right), KNOWN, Act.RESUMPTION)
        except CallerNotIdentified as refusal:
            refusals.add((str(refusal), refusal.advice, tuple(refusal.fields)))

    assert len(refusals) == 1


@pytest.mark.parametrize(
    "caller",
    [
        evolve(KNOWN, names=frozenset({"みほん はなこ"})),
        evolve(KNOWN, names=frozenset({"ﾐﾎﾝ ﾊﾅｺ"})),
        evolve(KNOWN, address="清瀬市中里5-842"),
        evolve(KNOWN, address="東京都 清瀬市 中里 ５－８４２"),
        evolve(KNOWN, call_back="０９０ ００００ ０００１"),
    ],
)
def test_what_is_heard_has_no_spelling(caller: Personal) -> None:
    assert passes(caller, Act.RESUMPTION)


def test_silence_agrees_with_nothing() -> None:
    silent = Personal(frozenset({""}), None, "", "")
    unknown = Personal(frozenset({""}), None, "", "")

    with pytest.raises(CallerNotIdentified):
        check_caller(silent, unknown, Act.SUSPENSION)


def test_a_caller_is_never_shown() -> None:
    assert repr(KNOWN) == "Personal(…)"
