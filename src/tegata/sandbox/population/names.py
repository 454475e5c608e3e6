"""Names with their readings: Japanese ones by frequency, variants of kanji, Latin ones.

Surnames come with the number of their bearers; given names weigh as many as they have spellings,
because no frequency is published with them.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from attrs import frozen
from japanese_personal_name_dataset import load_dataset

from tegata.authority.people.public import Kana, Name, Sex
from tegata.sandbox.population.dice import Dice

_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}

_VARIANTS = {
    "高": "髙",
    "崎": "﨑",
    "吉": "𠮷",
    "徳": "德",
    "増": "增",
    "葛": "葛\U000e0100",
    "辻": "辻\U000e0100",
    "邉": "邉\U000e0102",
}
"""Kanji of surnames whose other form no certificate holds; the last three by a selector (IVS)."""

_LATIN_SURNAMES = (
    ("ＮＧＵＹＥＮ", "グエン"), ("ＫＩＭ", "キム"), ("ＷＡＮＧ", "ワン"), ("ＳＩＬＶＡ", "シルバ"),
    ("ＳＡＮＴＯＳ", "サントス"), ("ＴＡＭＡＮＧ", "タマン"), ("ＳＭＩＴＨ", "スミス"),
    ("ＳＵＴＲＩＳＮＯ", "ストリスノ"), ("ＰＥＲＥＺ", "ペレス"), ("ＫＵＭＡＲ", "クマール"),
)  # fmt: skip
_LATIN_GIVEN = {
    Sex.MALE: (
        ("ＶＡＮ　ＡＮＨ", "ヴァン　アン"), ("ＭＩＮＪＵＮ", "ミンジュン"), ("ＷＥＩ", "ウェイ"),
        ("ＪＯＨＮ　ＰＡＵＬ", "ジョン　ポール"), ("ＲＡＭ", "ラム"), ("ＣＡＲＬＯＳ", "カルロス"),
    ),
    Sex.FEMALE: (
        ("ＴＨＩ　ＬＡＮ", "ティ　ラン"), ("ＳＥＯＹＥＯＮ", "ソヨン"), ("ＬＩ", "リー"),
        ("ＭＡＲＩＡ", "マリア"), ("ＳＩＴＡ", "シータ"), ("ＡＮＮＡ　ＬＵＣＩＡ", "アンナ　ルシア"),
    ),
}  # fmt: skip


@frozen
class Part:
    """One part of a name, as it is written and as it is read."""

    written: str
    read: str


@frozen
class FullName:
    """A whole name; ``family`` is kept apart for twins and former names."""

    family: Part
    given: Part

    @property
    def name(self) -> Name:
        """The name as the record writes it."""
        return Name(f"{self.family.written}\u3000{self.given.written}")

    @property
    def kana(self) -> Kana:
        """Its reading."""
        return Kana(f"{self.family.read}\u3000{self.given.read}")


@frozen
class _Surnames:
    parts: Sequence[Part]
    sums: Sequence[int]

    def draw(self, dice: Dice) -> Part:
        return self.parts[dice.weighted(self.sums)]


def draw_surname(dice: Dice) -> Part:
    """Draw a Japanese surname, as often as it is borne."""
    return _surnames().draw(dice)


def draw_variant_surname(dice: Dice) -> Part:
    """Draw a surname written with a form of its kanji that no certificate holds."""
    return _variant_surnames().draw(dice)


def draw_given(dice: Dice, sex: Sex) -> Part:
    """Draw a Japanese given name."""
    return dice.pick(_given()[sex])


def draw_latin(dice: Dice, sex: Sex) -> FullName:
    """Draw the Latin name of a foreign resident, in full width as the record writes it."""
    family, given = dice.pick(_LATIN_SURNAMES), dice.pick(_LATIN_GIVEN[sex])
    return FullName(Part(*family), Part(*given))


@cache
def _surnames() -> _Surnames:
    _, _, listed = load_dataset("opti", include_last_names=True)
    parts = [Part(kanji, _katakana(entry["reading"])) for kanji, entry in listed.items()]
    return _Surnames(parts, list(accumulate(entry["count"] for entry in listed.values())))


@cache
def _variant_surnames() -> _Surnames:
    everyday = _surnames()
    parts = [
        Part(part.written.replace(usual, variant), part.read)
        for part in everyday.parts
        for usual, variant in _VARIANTS.items()
        if usual in part.written
    ]
    return _Surnames(parts, range(1, len(parts) + 1))


@cache
def _given() -> dict[Sex, list[Part]]:
    male, female = load_dataset("opti")
    return {
        sex: [
            Part(kanji, _katakana(read))
            for read, entry in names.items()
            for kanji in entry["kanji"]
        ]
        for sex, names in ((Sex.MALE, male), (Sex.FEMALE, female))
    }


def _katakana(hiragana: str) -> str:
    return hiragana.translate(_KATAKANA)
