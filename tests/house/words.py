"""What every room's catalogue must hold. ``make words`` runs this file to collect and compile."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from house.source import SOURCE, every_problem
from tegata.kit.i18n.say import room_of

HEADER = """\
msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "pgettext_lazy": ((1, "c"), 2)}
METHODS = {".py": "python", ".html": "jinja2"}
NO_DATE = datetime(2023, 5, 11, tzinfo=UTC)  # a date of today would change files every day


@cache
def words() -> dict[str, Catalog]:
    """Collect, room by room, what is said in its refusals, code and templates."""
    catalogues: dict[str, Catalog] = defaultdict(lambda: Catalog(locale="ja"))
    for problem in every_problem():
        for sentence in (problem.sentence, problem.advice):
            catalogues[room_of(problem)].add(sentence, auto_comments=[problem.code])
    for path in sorted(SOURCE.rglob("*")):
        for message, comments, context in _said_in(path):
            catalogues[_room_of_file(path)].add(message, auto_comments=comments, context=context)
    return dict(sorted(catalogues.items()))


def po_of(room: str) -> Path:
    folder = SOURCE.parent.joinpath(*room.split("."))
    return folder / "locale" / "ja" / "LC_MESSAGES" / "django.po"


def read_catalogue(room: str) -> Catalog:
    with po_of(room).open("rb") as octets:
        return read_po(octets, locale="ja")


def _said_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    if path.suffix in METHODS and "migrations" not in path.parts:
        for _line, message, comments, context in extract_from_file(
            METHODS[path.suffix], path, KEYWORDS, comment_tags=("Translators:",)
        ):
            yield message, comments, context


def _room_of_file(path: Path) -> str:
    folders = path.relative_to(SOURCE.parent).parent.parts[:3]
    return ".".join(part for part in folders if part not in {"management", "templates"})


def _update(room: str, wanted: Catalog) -> Catalog:
    po = po_of(room)
    if po.exists():
        known = read_catalogue(room)
        for message in wanted:
            earlier = known.get(message.id, message.context) if message.id else None
            message.string = earlier.string if earlier else message.string
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as octets:
        octets.write(HEADER.encode())
        write_po(octets, wanted, width=100, no_location=True, omit_header=True)
    compiled = read_catalogue(room)
    compiled.creation_date = compiled.revision_date = NO_DATE
    with po.with_suffix(".mo").open("wb") as octets:
        write_mo(octets, compiled)
    return compiled


def main() -> None:
    for room, wanted in words().items():
        missing = [message.id for message in _update(room, wanted) if not message.string]
        print(f"{room}: {len(wanted)} sentences, {len(missing)} without Japanese")


if __name__ == "__main__":
    main()
