"""The glossary calls the field's things by the field's names."""

from collections import Counter

from house.source import ROOT
from marks import row

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text().splitlines()
    if line.startswith("|")
][2:]


def test_every_word_is_explained_once() -> None:
    assert [word for word, times in Counter(r[0] for r in ROWS).items() if times > 1] == []
    assert [r for r in ROWS if len(r) != 3 or not all(r)] == []


@row("CRL-003")
def test_the_list_and_its_method_go_by_both_their_names() -> None:
    names = {japanese: english for japanese, english, _meaning in ROWS}

    assert "Certificate Revocation List" in names["失効リスト、CRL"]
    assert "revocation-list method" in names["CRL提供方式（失効リスト提供方式ともいう）"]
