"""The source tree as the house tests see it: its files, rooms and problems."""

import re
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path

from tegata.kit.core.problem import Problem

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tegata"
TOOLBOXES = ("kit", "pki", "card", "site")
DOMAIN = ("ledger", "authority", "relying", "services", "portal", "console")

PARTS_OF_A_ROOM = {"management", "migrations", "rules", "service", "store"}


@cache
def committed() -> list[Path]:
    """Every file that git keeps, or would keep."""
    listed = subprocess.check_output(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def buildings() -> list[Path]:
    return [path.parent for path in sorted(SOURCE.glob("*/__init__.py"))]


def rooms_of(building: str) -> list[Path]:
    """The rooms of a building; one without rooms inside is a room itself."""
    home = SOURCE / building
    inner = [path.parent for path in sorted(home.glob("*/__init__.py"))]
    alone = [home] if (home / "values.py").exists() else []
    return alone + [room for room in inner if room.name not in PARTS_OF_A_ROOM]


def domain_rooms() -> list[Path]:
    """The rooms that share one shape."""
    return [room for building in DOMAIN for room in rooms_of(building)]


def dotted(path: Path) -> str:
    """Name the module of a file, or the package of a folder."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def every_problem() -> list[type[Problem]]:
    """Every refusal of the product, in the order of their codes."""
    for path in SOURCE.rglob("*.py"):
        if re.search(r"^    code\b.* = ", path.read_text(), re.MULTILINE):
            import_module(dotted(path))
    found, look = set[type[Problem]](), [Problem]
    while look:
        children = look.pop().__subclasses__()
        look.extend(children)
        found.update(child for child in children if child.__module__.startswith("tegata."))
    return sorted(found, key=lambda problem: (problem.code, problem.__qualname__))
