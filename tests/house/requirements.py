"""The requirement rows: which there are, which are open, and which tests assert the others."""

import ast
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from house.source import ROOT

FOLDER = ROOT / "docs" / "requirements"


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as rows:
        return list(csv.DictReader(rows))


def every_row() -> list[str]:
    return [row["id"] for name in ("requirements.csv", "derived.csv") for row in read(name)]


def open_rows() -> list[str]:
    return [row["id"] for row in read("open.csv")]


def asserted_rows() -> dict[str, list[str]]:
    """Find ``@row("ENR-009")`` on the tests, without running them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for test, identifier in _marked(path):
            found[identifier].append(f"{path.relative_to(ROOT)}::{test}")
    return found


def _marked(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for mark in node.decorator_list:
                for identifier in _arguments(mark):
                    yield node.name, identifier


def _arguments(mark: ast.expr) -> Iterator[str]:
    match mark:
        case ast.Call(func=ast.Name(id="row"), args=arguments):
            yield from (str(ast.literal_eval(argument)) for argument in arguments)


def close_asserted() -> None:
    """Take the rows that a test asserts by now out of the open ones."""
    asserted = asserted_rows()
    still_open = [row for row in read("open.csv") if row["id"] not in asserted]
    with (FOLDER / "open.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", "issue", "why"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(still_open)


if __name__ == "__main__":
    close_asserted()
