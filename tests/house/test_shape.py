"""The shape of the source: budgets of files, functions and imports (style.md, Shape)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("src/tegata", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def _named(paths: Iterator[str]) -> list[str]:
    return sorted(paths)


def _imports(tree: ast.Module) -> int:
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)


def _statements(function: ast.AST) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


@pytest.mark.parametrize("limit", [400])
def test_no_file_is_longer_than_the_hard_limit(limit: int) -> None:
    long = _named(
        f"{path.relative_to(ROOT)}: {lines}"
        for path in SOURCES
        if (lines := path.read_text().count("\n")) > limit
    )

    assert long == []


def test_no_source_file_is_longer_than_300_lines() -> None:
    long = _named(
        f"{path.relative_to(ROOT)}: {lines}"
        for path in SOURCES
        if "src" in path.parts and (lines := path.read_text().count("\n")) > 300
    )

    assert long == []


def test_no_function_has_more_than_30_statements() -> None:
    long = _named(
        f"{path.relative_to(ROOT)}: {node.name} {count}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (count := _statements(node)) > 30
    )

    assert long == []


def test_no_module_imports_more_than_15_times() -> None:
    many = _named(
        f"{path.relative_to(ROOT)}: {count}"
        for path in SOURCES
        if "src" in path.parts
        and "site" not in path.parts
        and (count := _imports(ast.parse(path.read_text()))) > 15
    )

    assert many == []


def test_imports_stand_at_the_top() -> None:
    inner = _named(
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if "src" in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )

    assert inner == []


def test_every_module_says_what_it_owns() -> None:
    silent = _named(
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "src" in path.parts
        and "management" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    )

    assert silent == []
