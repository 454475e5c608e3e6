"""Every building and room says what it owns and refuses, has a plan, and keeps the shared shape."""

import ast
from pathlib import Path

import pytest

from house.source import PARTS_OF_A_ROOM, ROOT, SOURCE, TOOLBOXES, buildings, domain_rooms, rooms_of

FILES = {
    "__init__.py",
    "values.py",
    "problems.py",
    "rules.py",
    "models.py",
    "store.py",
    "service.py",
    "jobs.py",
    "api.py",
    "pages.py",
    "forms.py",
    "door.py",
    "apps.py",
    "public.py",
}
FOLDERS = PARTS_OF_A_ROOM | {"locale", "sql", "templates", "__pycache__"}
"""The closed list of CONTRIBUTING.md: another name needs a decision record."""

PLANNED = [*domain_rooms(), *rooms_of("sandbox"), *(SOURCE / name for name in TOOLBOXES)]
SPOKEN_FOR = {*buildings(), *domain_rooms(), *rooms_of("sandbox")}

rooms = pytest.mark.parametrize("room", domain_rooms(), ids=lambda room: room.name)


def _docstring(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""


def test_every_building_and_room_says_what_it_owns_and_refuses() -> None:
    silent = [
        str(package.relative_to(ROOT))
        for package in sorted(SPOKEN_FOR)
        if "Owns: " not in _docstring(package) or "Refuses: " not in _docstring(package)
    ]

    assert silent == []


def test_every_room_has_a_plan() -> None:
    unplanned = [room.name for room in PLANNED if room.exists() and not _plan_of(room).is_file()]

    assert unplanned == []


def test_no_plan_is_left_of_a_room_that_is_gone() -> None:
    planned = {_plan_of(room) for room in PLANNED}

    assert set((ROOT / "docs" / "rooms").glob("*.md")) <= planned


@rooms
def test_a_room_consists_of_the_files_that_every_room_has(room: Path) -> None:
    inner = {path.name for path in domain_rooms() if path.parent == room}

    strays = [
        path.name
        for path in sorted(room.iterdir())
        if path.name not in (FOLDERS | inner if path.is_dir() else FILES) and path.suffix != ".csv"
    ]

    assert strays == []


@rooms
def test_a_package_holds_no_code_of_its_own(room: Path) -> None:
    body = ast.parse((room / "__init__.py").read_text()).body

    assert len(body) <= 1, "an __init__.py is a docstring"


def _plan_of(room: Path) -> Path:
    return ROOT / "docs" / "rooms" / f"{room.name}.md"
