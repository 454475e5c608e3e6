"""The contracts between buildings hold, and nothing is excused from them."""

import tomllib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from house.source import ROOT


def test_every_import_contract_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    result = lint_imports(no_cache=True)

    assert result == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_import_is_excused() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    excused = [c["name"] for c in contracts["contracts"] if c.get("ignore_imports")]

    assert excused == []
