"""Draw a terminal's text as a picture for the README: ``tegata story | python -m makers.picture``."""

import sys
import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "story.svg"
LINE, CELL, MARGIN = 20, 8.4, 18
PAPER, INK, GOOD, BAD, STEP = "#14161a", "#d8dbe2", "#6ee7a0", "#ff8b8b", "#9ecbff"


def draw(lines: list[str]) -> str:
    """Draw lines in a window of their size. Nothing is fetched to show it."""
    width = MARGIN * 2 + max(map(cells, lines)) * CELL
    height = MARGIN * 2 + len(lines) * LINE
    rows = "\n".join(_row(number, line) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}"'
        ' role="img" aria-label="The story as a terminal shows it">\n'
        f'<rect width="100%" height="100%" rx="10" fill="{PAPER}"/>\n'
        "<style>text{font:14px ui-monospace,Menlo,Consolas,'Noto Sans Mono CJK JP',monospace;"
        "white-space:pre}</style>\n"
        f"{rows}\n</svg>\n"
    )


def cells(line: str) -> int:
    """Count the columns that a terminal gives a line."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def _row(number: int, line: str) -> str:
    ink = INK
    if "✓" in line:
        ink = GOOD
    elif "✗" in line:
        ink = BAD
    elif line[:2].strip().isdigit():
        ink = STEP
    y = MARGIN + LINE * (number + 0.75)
    return f'<text x="{MARGIN}" y="{y:.0f}" fill="{ink}">{escape(line)}</text>'


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(draw(sys.stdin.read().splitlines()))
