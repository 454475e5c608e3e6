"""Write kit/design's tokens.css: of the Digital Agency's tokens, those that our styles use.

npm pack @digital-go-jp/design-tokens@1.1.9 && tar -xzf digital-go-jp-design-tokens-1.1.9.tgz
PYTHONPATH=tests python -m makers.tokens package
"""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "src/tegata/kit/design/static/design"
STYLES, TOKENS = FOLDER / "tegata.css", FOLDER / "tokens.css"
HEAD = """\
/* Written by tests/makers/tokens.py from the npm package @digital-go-jp/design-tokens {version}.

{licence}*/
"""


def used(styles: str) -> set[str]:
    """Name the custom properties that the styles read and do not define themselves."""
    return set(re.findall(r"var\((--[\w-]+)", styles)) - defined(styles)


def defined(styles: str) -> set[str]:
    return set(re.findall(r"^\s*(--[\w-]+):", styles, re.MULTILINE))


def render(package: Path) -> str:
    version = re.search(r'"version": "(.*?)"', (package / "package.json").read_text())
    assert version
    wanted = used(STYLES.read_text())
    lines = [
        line
        for line in (package / "dist" / "tokens.css").read_text().splitlines()
        if line.strip().split(":")[0] in wanted
    ]
    head = HEAD.format(version=version[1], licence=(package / "LICENSE").read_text())
    return "\n".join([head, ":root {", *lines, "}", ""])


if __name__ == "__main__":
    TOKENS.write_text(render(Path(sys.argv[1])))
