"""The styles use the tokens that are shipped, all of them and no others, and fetch nothing."""

import re

from house.source import ROOT, SOURCE
from makers.tokens import STYLES, TOKENS, defined, used

TEMPLATES = sorted(SOURCE.rglob("templates/*/*.html"))
STATIC = sorted(SOURCE.rglob("static/*/*.css")) + sorted(SOURCE.rglob("static/*/*.svg"))
NAMESPACE = "http://www.w3.org/2000/svg"


def test_every_token_that_is_used_is_shipped_and_no_other() -> None:
    assert used(STYLES.read_text()) == defined(TOKENS.read_text())


def test_the_tokens_come_with_their_licence() -> None:
    assert "MIT License" in TOKENS.read_text()
    assert "デジタル庁" in (ROOT / "NOTICE").read_text()


def test_every_class_is_ours_and_has_its_style() -> None:
    styles = STYLES.read_text()
    named = {
        name
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', path.read_text())
        for name in re.sub(r"tg-\{\{[^}]*(\}\})?|\{%.*?%\}", " ", value).split()
    }

    assert [name for name in sorted(named) if not name.startswith("tg-")] == []
    assert [name for name in sorted(named) if f".{name}" not in styles] == []


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs() -> None:
    shown = {str(path.relative_to(SOURCE)): path.read_text() for path in [*TEMPLATES, *STATIC]}
    told = re.compile(r"https?://|@import|@font-face|<script|\son[a-z]+=|\sstyle=")

    assert {
        name: found
        for name, text in shown.items()
        if "tokens.css" not in name and (found := told.findall(text.replace(NAMESPACE, "")))
    } == {}
