"""Which characters a certificate can hold, and what stands in for the others.

A certificate holds JIS levels 1 and 2 and the supplementary kanji (JIS X 0208, JIS X 0212); every
other character is replaced and flagged. Which character replaces which is not published: the table
holds common variants of surnames, and a geta (〓) stands for what it does not know.
"""

import unicodedata
from functools import cache

from tegata.pki.x509.personal_data import Spelling, needs_substitute

_GETA = "〓"
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


def substitute(text: str) -> Spelling:
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
    return Spelling("".join(written), "".join(flags))


@cache
def _written(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", character)
    for candidate in (character, _VARIANTS.get(character, ""), compatible):
        if len(candidate) == 1 and _is_in_repertoire(candidate):
            return candidate
    return _GETA


def _is_in_repertoire(character: str) -> bool:
    return not (needs_substitute(character) or _is_half_width_kana(character))


def _is_half_width_kana(character: str) -> bool:
    """Tell a kana of JIS X 0201, which the codec knows, but JIS X 0208 does not."""
    return "\uff61" <= character <= "\uff9f"


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
