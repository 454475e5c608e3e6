"""Every requirement row is asserted by a test or stands open, and the open ones only get fewer."""

import re
from collections import Counter
from pathlib import Path

import pytest

from house.requirements import asserted_rows, every_row, open_rows, read
from house.source import ROOT

OPEN_AT_MOST = 284
ISSUES = set("ABCEF")
TEXTS = ROOT.parent / "shared" / "mission"

with_the_texts = pytest.mark.skipif(
    not TEXTS.exists(), reason="the two public texts do not lie beside this folder"
)


def _compact(text: str) -> str:
    return re.sub(r"[\s*]", "", text)


def _lines(text: Path) -> list[str]:
    return text.read_text().splitlines()


def _cited(seed_lines: str) -> set[tuple[str, int]]:
    found = set()
    for text, lines in re.findall(r"(S\d):([\d,-]+)", seed_lines):
        for part in lines.strip(",").split(","):
            first, _, last = part.partition("-")
            found |= {(text, line) for line in range(int(first), int(last or first) + 1)}
    return found


def test_every_row_is_there_once() -> None:
    assert len(read("requirements.csv")) == 284
    assert len(read("derived.csv")) == 59
    assert [row for row, times in Counter(every_row()).items() if times > 1] == []


def test_every_row_is_asserted_or_open() -> None:
    assert sorted(set(every_row()) - set(open_rows()) - set(asserted_rows())) == []


def test_no_row_is_both_asserted_and_open() -> None:
    both = {row: tests for row, tests in asserted_rows().items() if row in open_rows()}

    assert both == {}, "take these rows out of docs/requirements/open.csv"


def test_nothing_but_rows_is_asserted_or_open() -> None:
    assert sorted({*open_rows(), *asserted_rows()} - set(every_row())) == []


def test_the_open_rows_only_get_fewer() -> None:
    assert len(open_rows()) == len(set(open_rows())) <= OPEN_AT_MOST


def test_an_open_row_says_which_work_will_close_it_and_why_it_is_open() -> None:
    unclear = [r["id"] for r in read("open.csv") if r["issue"] not in ISSUES or not r["why"]]

    assert unclear == []


@with_the_texts
def test_every_row_quotes_its_text() -> None:
    seeds = [_compact(path.read_text()) for path in sorted(TEXTS.glob("00*.txt"))]

    invented = [
        row["id"]
        for row in read("requirements.csv")
        if not any(_compact(row["ja_source"]) in seed for seed in seeds)
    ]

    assert invented == []


@with_the_texts
def test_every_line_of_the_texts_is_cited_by_a_row() -> None:
    cited = {line for row in read("requirements.csv") for line in _cited(row["seed_lines"])}
    first, second = sorted(TEXTS.glob("00*.txt"))

    forgotten = [
        f"{name}:{number}"
        for name, text in (("S0", first), ("S4", second))
        for number, line in enumerate(_lines(text), 1)
        if line.strip() and (name, number) not in cited
    ]

    assert forgotten == []
