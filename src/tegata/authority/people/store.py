"""Rows and values of this room: the list of municipalities, residents and their events."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tegata.authority.people.problems import MunicipalityUnknown
from tegata.authority.people.values import Municipality, MunicipalityCode


def read_municipality(code: MunicipalityCode) -> Municipality:
    """Look a municipality up. Raises MunicipalityUnknown."""
    found = municipalities().get(code)
    if found is None:
        raise MunicipalityUnknown(municipality=str(code))
    return found


@cache
def municipalities() -> Mapping[MunicipalityCode, Municipality]:
    """Read the list that comes with the room; tests/makers/municipalities.py makes it."""
    text = files("tegata.authority.people").joinpath("municipalities.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    listed = (
        Municipality(
            code=MunicipalityCode.parse(row["code"]),
            prefecture=row["prefecture"],
            prefecture_kana=row["prefecture_kana"],
            prefecture_romaji=row["prefecture_romaji"],
            name=row["name"],
            name_kana=row["name_kana"],
            name_romaji=row["name_romaji"],
        )
        for row in rows
    )
    return {municipality.code: municipality for municipality in listed}
