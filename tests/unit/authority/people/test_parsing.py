"""Whatever is typed becomes a value or a refusal, and a refusal never repeats it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.residents import KIYOSE
from tegata.authority.people import forms
from tegata.authority.people.problems import FieldUnreadable
from tegata.authority.people.values import (
    Address,
    Kana,
    MunicipalityCode,
    MyNumber,
    Name,
    PersonId,
)
from tegata.kit.core.problem import Problem

READERS: list[Callable[[str], object]] = [
    MyNumber.parse,
    MunicipalityCode.parse,
    PersonId.parse,
    Name,
    Kana,
    lambda text: Address(KIYOSE, text),
    forms.read_day,
    forms.read_sex,
    forms.Document.parse,
    lambda text: forms.read_record(forms.Document({"my_number": text, "name": text})),
    lambda text: forms.read_correction(forms.Document({"birth": text, "address": text})),
]
ODD = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from('0123456789０１　ーァヶ\U000e0100\ufa19𠮷令和元年月日{}[]":,'),
    min_size=4,
    max_size=40,
)


@given(st.sampled_from(READERS), ODD)
def test_any_text_is_a_value_or_a_refusal_that_does_not_repeat_it(
    read: Callable[[str], object], text: str
) -> None:
    try:
        read(text)
    except Problem as refusal:
        said = str(refusal) + refusal.advice % refusal.fields
        assert text not in said


@pytest.mark.parametrize("text", ["[" * 100_000, '{"名": "x"}', '{"\\ud800": "x"}', "nul", "1"])
def test_a_document_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(FieldUnreadable, match=r"\(document\)"):
        forms.Document.parse(text)
