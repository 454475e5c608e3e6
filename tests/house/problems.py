"""The catalogue of refusals as a document: ``make words`` writes it, a test compares it."""

from collections.abc import Iterator

from house.source import ROOT, every_problem

CATALOGUE = ROOT / "docs" / "problems.md"
PREAMBLE = """\
# Problems

Every refusal of Tegata: a caller can act on it, a program can tell it by its code, and a code is
never renamed or given a second meaning. On the wire it is a problem document (RFC 9457) whose
`type` ends in the code; on a page it stands beside its field; a command prints it and ends with 1.
Where a requirement names a code of its own, that is the rule code. The Japanese is in each room's
`locale` folder.

`make words` writes this file.

| code | kind | rule code | sentence |
|---|---|---|---|
"""


def render() -> str:
    return PREAMBLE + "".join(_rows())


def _rows() -> Iterator[str]:
    for problem in every_problem():
        rule = f"`{problem.rule_code}`" if problem.rule_code else ""
        sentence = problem.sentence.replace("|", "\\|")
        yield f"| `{problem.code}` | {problem.kind} | {rule} | {sentence} |\n"


if __name__ == "__main__":
    CATALOGUE.write_text(render())
