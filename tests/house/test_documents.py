"""What the documents show runs: Python is executed, commands are typed and their answers compared.

A command that takes long is shown in ```sh and belongs to a journey's test; ```console runs here.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.example import SybilFailure
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from house.source import ROOT, committed

DOCUMENTS = [path for path in committed() if path.suffix == ".md"]
documents = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def _type(example: Example) -> None:
    """Type each line after ``$`` and compare what follows it; ``…`` stands for anything."""
    parts = re.split(r"^\$ (.*)\n", example.parsed, flags=re.MULTILINE)
    assert parts[0] == "", "a console block begins with $"
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        said = subprocess.run(
            command,
            shell=True,
            check=False,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        ).stdout
        pattern = re.escape(shown.strip()).replace("…", ".*")
        assert re.fullmatch(pattern, said.strip(), re.DOTALL), said


RUNNER = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser(language="console", evaluator=_type),
        SkipParser(),
    ]
)


def _run(document: Path) -> None:
    for example in RUNNER.parse(document).examples():
        example.evaluate()


@documents
def test_every_block_of_a_document_runs(document: Path) -> None:
    _run(document)


@pytest.mark.parametrize("block", ["python\nassert 1 == 2", "console\n$ echo one\ntwo"])
def test_a_block_that_shows_something_untrue_is_found(block: str, tmp_path: Path) -> None:
    (tmp_path / "untrue.md").write_text(f"```{block}\n```\n")

    with pytest.raises((AssertionError, SybilFailure)):
        _run(tmp_path / "untrue.md")


def test_a_block_that_shows_something_true_is_not(tmp_path: Path) -> None:
    (tmp_path / "true.md").write_text("```console\n$ echo one\none\n$ pwd\n…\n```\n")

    _run(tmp_path / "true.md")


@documents
def test_a_block_says_its_language(document: Path) -> None:
    fences = re.findall(r"^```(.*)$", document.read_text(), re.MULTILINE)

    assert [opening for opening in fences[::2] if not opening] == []
    assert len(fences) % 2 == 0


def test_what_is_typed_at_length_is_what_the_makefile_offers() -> None:
    typed = {
        line.split("#")[0].strip()
        for document in DOCUMENTS
        for block in re.findall(
            r"^```sh\n(.*?)^```", document.read_text(), re.DOTALL | re.MULTILINE
        )
        for line in block.splitlines()
        if line.startswith("make ")
    }

    targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert {line.split()[1] for line in typed} <= set(targets)
