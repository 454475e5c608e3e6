"""A refusal is said in the reader's language, and its fields are never a key."""

import pytest

from tegata.kit.i18n.say import Language, Said, say
from tegata.pki.problems import KeyIdUnreadable, SerialUnreadable


def test_japanese_is_said_unless_somebody_asks_otherwise() -> None:
    assert say(SerialUnreadable(text="xyz")) == Said(
        "「xyz」は電子証明書のシリアル番号ではありません。",
        "証明書ビューアーに表示される16進数（40桁以内）で指定してください。",
    )


def test_english_is_what_the_room_wrote() -> None:
    said = say(KeyIdUnreadable(text="12"), Language.EN)

    assert said.sentence == "“12” is not a key identifier."
    assert said.advice == KeyIdUnreadable.advice


@pytest.mark.parametrize("language", Language)
def test_what_a_stranger_typed_is_shown_as_typed(language: Language) -> None:
    typed = "%(text)s %s 100% <b>"

    assert typed in say(SerialUnreadable(text=typed), language).sentence
