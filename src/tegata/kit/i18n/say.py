"""Say a refusal in the reader's language: the English sentence is the key, its room the place."""

from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from attrs import frozen

from tegata.kit.core.problem import Problem


class Language(StrEnum):
    """A language that every sentence of this product is written in."""

    JA = "ja"
    EN = "en"


@frozen
class Said:
    """A refusal in words: what happened, and what to do next."""

    sentence: str
    advice: str


def say(problem: Problem, language: Language = Language.JA) -> Said:
    """Put a refusal into words. The fields are filled in last: they are nobody's key."""
    words = catalogue(room_of(type(problem)), language)
    return Said(
        sentence=words.gettext(problem.sentence) % problem.fields,
        advice=words.gettext(problem.advice) % problem.fields,
    )


def lines(problem: Problem, language: Language) -> str:
    """Say a refusal as commands do: what happened, what to do next, and its code for support."""
    said = say(problem, language)
    return f"{said.sentence}\n{said.advice}\n[{problem.code}]"


def room_of(kind: type[Problem]) -> str:
    """Name the room that a refusal stands in: ``tegata.building.room``, or a building alone."""
    return ".".join(kind.__module__.split(".")[:-1][:3])


@cache
def catalogue(room: str, language: Language) -> NullTranslations:
    """Open a room's catalogue, which lies where Django looks for it too."""
    if language is Language.EN:
        return NullTranslations()
    compiled = files(room) / "locale" / language / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as octets:
        return GNUTranslations(octets)
