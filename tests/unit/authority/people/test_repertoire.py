"""Characters outside the certificates' repertoire are replaced, and every replacement is flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.authority.people.rules.repertoire import substitute


@pytest.mark.parametrize(
    ("text", "written", "flags"),
    [
        ("見本　花子", "見本　花子", "00000"),
        ("髙橋　一郎", "高橋　一郎", "10000"),
        ("﨑山　德子", "崎山　徳子", "10010"),
        ("𠮷野　花子", "吉野　花子", "10000"),
        ("渡邉　濵子", "渡邉　濵子", "00000"),
        ("葛\U000e0100城　花子", "葛城　花子", "10000"),
        ("𠮷\U000e0100野", "吉野", "10"),
        ("\ufa19谷", "神谷", "10"),
        ("東京都清瀬市中里９０１－１", "東京都清瀬市中里９０１－１", "0" * 13),
        ("ﾊ", "ハ", "1"),
        ("𠀀", "〓", "1"),
        ("㈱", "〓", "1"),
    ],
)
def test_a_character_outside_the_repertoire_is_replaced(
    text: str, written: str, flags: str
) -> None:
    done = substitute(text)

    assert (done.text, done.substitutes) == (written, flags)


@given(st.text(max_size=30))
def test_whatever_is_written_stays_as_it_is_when_written_again(text: str) -> None:
    once = substitute(text)
    twice = substitute(once.text)

    assert twice.text == once.text
    assert set(twice.substitutes) <= {"0"}
