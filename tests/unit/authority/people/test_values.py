"""Numbers with check digits, names that are never normalised, and values that keep quiet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.chance import CountingEntropy
from fakes.residents import KIYOSE, record, resident
from tegata.authority.people.problems import (
    MunicipalityCodeWrong,
    MyNumberWrong,
    PersonIdUnreadable,
    TextUnfit,
)
from tegata.authority.people.values import (
    Address,
    Kana,
    MunicipalityCode,
    MyNumber,
    Name,
    PersonId,
)


def test_a_my_number_ends_in_its_check_digit() -> None:
    assert MyNumber.of_body("12345678901").digits == "123456789018"


def test_the_number_on_the_sample_card_is_refused() -> None:
    with pytest.raises(MyNumberWrong):
        MyNumber.parse("123456789012")


def test_a_my_number_is_read_in_groups() -> None:
    assert MyNumber.parse("1234 5678 9018") == MyNumber.parse("1234-5678-9018")


@pytest.mark.parametrize(
    "text", ["", "12345678901", "1234567890180", "１２３４５６７８９０１８", "12345678901x"]
)
def test_what_is_no_my_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(MyNumberWrong) as refusal:
        MyNumber.parse(text)

    assert dict(refusal.value.fields) == {}


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_of_a_my_number_is_noticed_or_gives_the_same_remainder(
    body: str, place: int, by: int
) -> None:
    """The rest 0 and the rest 1 share the check digit 0: the scheme's one blind spot."""
    number = MyNumber.of_body(body).digits
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]

    assert number[11] == "0" or _is_refused(wrong)


def _is_refused(digits: str) -> bool:
    try:
        MyNumber.parse(digits)
    except MyNumberWrong:
        return True
    return False


@pytest.mark.parametrize(
    ("jis", "six"), [("13101", "131016"), ("01100", "011002"), ("14100", "141003")]
)
def test_a_municipality_code_has_a_sixth_digit(jis: str, six: str) -> None:
    assert str(MunicipalityCode.parse(jis)) == six
    assert MunicipalityCode.parse(six) == MunicipalityCode(jis)


@pytest.mark.parametrize(
    "text", ["131017", "1310", "48101", "00101", "1310166", "13-101", "１３１０１"]
)
def test_a_wrong_municipality_code_is_refused(text: str) -> None:
    with pytest.raises(MunicipalityCodeWrong):
        MunicipalityCode.parse(text)


def test_a_person_id_is_drawn_and_read_back() -> None:
    entropy = CountingEntropy()
    first, second = PersonId.drawn(entropy), PersonId.drawn(entropy)

    assert first != second
    assert PersonId.parse(str(first)) == first


@pytest.mark.parametrize("text", ["", "0" * 25, "0" * 27, "O" * 26, "u" * 26, "0" * 25 + "\n"])
def test_what_is_no_person_id_is_refused(text: str) -> None:
    with pytest.raises(PersonIdUnreadable):
        PersonId.parse(text)


@pytest.mark.parametrize(
    "text",
    ["見本　花子", "髙橋　𠮷男", "葛\U000e0100城　神", "SAMPLE JOHN", "ＳＡＭＰＬＥ　ＪＯＨＮ　Ｐ"],
)
def test_a_name_is_kept_as_it_is_written(text: str) -> None:
    assert Name(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "見本　",
        "　花子",
        "見本　　花子",
        "見本\n花子",
        "見\u200b本",
        "見\ue000本",
        "あ" * 101,
    ],
)
def test_a_name_with_stray_characters_is_refused(text: str) -> None:
    with pytest.raises(TextUnfit):
        Name(text)


@pytest.mark.parametrize("text", ["ミホン　ハナコ", "ジョン・サンプル", "ヴィー"])
def test_furigana_are_full_width_katakana(text: str) -> None:
    assert Kana(text).text == text


@pytest.mark.parametrize("text", ["", "みほん", "ﾐﾎﾝ", "ミホン ハナコ", "ミホン　", "見本"])
def test_other_characters_are_no_furigana(text: str) -> None:
    with pytest.raises(TextUnfit):
        Kana(text)


@pytest.mark.parametrize("text", ["", "東京都清瀬市1-2", "東京都 清瀬市", "あ" * 201])
def test_an_address_is_full_width_and_short_enough(text: str) -> None:
    with pytest.raises(TextUnfit):
        Address(KIYOSE, text)


def test_no_personal_value_shows_its_content() -> None:
    shown = (
        f"{resident()!r} {record()!r} {record()} {resident().record.my_number} {record().name!r}"
    )
    shown += f"{record().address!r} {record().kana!r}"

    leaked = [text for text in ("見本", "ミホン", "清瀬", "1990", "000000000") if text in shown]

    assert leaked == []
