"""Which characters a certificate can hold, and what stands in for the others.

A certificate holds JIS levels 1 and 2 and the supplementary kanji (JIS X 0208, JIS X 0212); every
other character is replaced and flagged. Which character replaces which is not published: the table
holds common variants of surnames, and a geta (〓) stands for what it does not know.
"""

import unicodedata
from functools import cache

from attrs import field, frozen

_GETA = "〓"
_SAME_CHARACTER = frozenset("－～∥￠￡￢")
"""Characters of JIS X 0208 whose other Unicode reading the codec knows."""

_HALF_WIDTH_KANA = 0x8E
"""The shift before a half-width kana (JIS X 0201), which is no character of JIS X 0208."""

_VARIANTS = {
    "髙": "高",
    "﨑": "崎",
    "㟢": "崎",
    "𥔎": "碕",
    "𠮷": "吉",
    "德": "徳",
    "𣘺": "橋",
    "𣜿": "楠",
    "𡈽": "土",
    "𦚰": "脇",
    "𠀋": "丈",
    "𣳾": "泰",
    "栁": "柳",
    "靑": "青",
    "黑": "黒",
    "淸": "清",
    "橫": "横",
    "增": "増",
    "敎": "教",
    "寬": "寛",
}


@frozen
class Substituted:
    """A text in the repertoire of certificates, and per character ``1`` where it stands in."""

    text: str = field(repr=False)
    flags: str = field(repr=False)

    @flags.validator
    def _has_one_flag_per_character(self, _attribute: object, flags: str) -> None:
        if len(flags) != len(self.text) or set(flags) - {"0", "1"}:
            raise ValueError("there is one flag, 0 or 1, per character")


def substitute(text: str) -> Substituted:
    """Write a text within the repertoire, with a flag per character of the result.

    A variation selector belongs to the character before it: the pair becomes that character, or
    what stands in for it, and is flagged, because the certificate shows another form.
    """
    written: list[str] = []
    flags: list[str] = []
    for character in text:
        if flags and _is_selector(character):
            flags[-1:] = ["1"]
            continue
        found = _written(character)
        written.append(found)
        flags.append("01"[found != character])
    return Substituted("".join(written), "".join(flags))


@cache
def _written(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", character)
    for candidate in (character, _VARIANTS.get(character, ""), compatible):
        if len(candidate) == 1 and _is_in_repertoire(candidate):
            return candidate
    return _GETA


def _is_in_repertoire(character: str) -> bool:
    if character in _SAME_CHARACTER:
        return True
    try:
        encoded = character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return encoded[0] != _HALF_WIDTH_KANA


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
