"""Every sentence is said in Japanese too, and what is shipped is what was translated."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from house.source import SOURCE
from house.words import po_of, read_catalogue, words

FIELD = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
rooms = pytest.mark.parametrize("room", words())


def _sentences(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def _translated(room: str) -> dict[str, str]:
    both = _sentences(read_catalogue(room)).items()
    return {english: japanese for english, japanese in both if japanese}


@rooms
def test_a_catalogue_holds_what_its_room_says_and_nothing_else(room: str) -> None:
    assert po_of(room).exists(), "run make words"
    assert set(_sentences(read_catalogue(room))) == set(_sentences(words()[room])), "run make words"


@rooms
def test_nothing_is_left_without_japanese_or_in_doubt(room: str) -> None:
    doubtful = [m.id for m in read_catalogue(room) if m.id and (m.fuzzy or not m.string)]

    assert doubtful == []


@rooms
def test_a_translation_fills_in_the_same_fields(room: str) -> None:
    other = [
        english
        for english, japanese in _translated(room).items()
        if set(FIELD.findall(english)) != set(FIELD.findall(japanese))
    ]

    assert other == []


@rooms
def test_a_translation_is_written_in_japanese(room: str) -> None:
    latin = [
        english
        for english, japanese in _translated(room).items()
        if not re.search(r"[ぁ-んァ-ヶ一-龠]", japanese)
    ]

    assert latin == []


@rooms
def test_what_is_shipped_is_what_was_translated(room: str) -> None:
    with po_of(room).with_suffix(".mo").open("rb") as octets:
        shipped = GNUTranslations(octets)

    translated = _translated(room)

    assert {english: shipped.gettext(english) for english in translated} == translated


def test_no_catalogue_outlives_its_room() -> None:
    kept = {po_of(room) for room in words()}

    assert set(SOURCE.rglob("*.po")) == kept
    assert {Path(mo).with_suffix(".po") for mo in SOURCE.rglob("*.mo")} == kept


def test_rooms_that_say_the_same_sentence_say_it_in_the_same_way() -> None:
    """Django puts all catalogues into one: the first room's translation would be everybody's."""
    said: dict[str, set[str]] = {}
    for room in words():
        for english, japanese in _translated(room).items():
            said.setdefault(english, set()).add(japanese)

    assert {english: ways for english, ways in said.items() if len(ways) > 1} == {}
