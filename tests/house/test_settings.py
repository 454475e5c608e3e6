"""Every variable that a process reads is documented, and no other."""

import re

from house.source import ROOT, SOURCE

NAME = r"TEGATA_[A-Z_]+"


def test_every_setting_is_documented_and_read() -> None:
    table = (ROOT / "docs" / "operations" / "settings.md").read_text()
    read = re.findall(rf'"({NAME})"', (SOURCE / "site" / "environment.py").read_text())

    assert sorted(re.findall(rf"^\| `({NAME})`", table, re.MULTILINE)) == sorted(set(read))
