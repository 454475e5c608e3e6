"""What is uncertain stands in one table of the documents, with its evidence."""

from pathlib import Path

import pytest

from tegata.pki.profiles.switches import SWITCHES, Evidence, Switch

DOCUMENT = (Path(__file__).parents[4] / "docs" / "rooms" / "pki.md").read_text()


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_a_switch_is_documented_with_its_evidence(switch: Switch) -> None:
    row = f"| `{switch.name}` | `{switch.turns}` | {switch.evidence.value} | {switch.chosen} |"

    assert row in DOCUMENT


def test_no_switch_is_documented_that_does_not_exist() -> None:
    marks = tuple(f" | {evidence.value} | " for evidence in Evidence)
    rows = [line for line in DOCUMENT.splitlines() if any(mark in line for mark in marks)]

    assert len(rows) == len(SWITCHES) == len({switch.name for switch in SWITCHES})


def test_a_switch_turns_a_field_of_the_rulebook() -> None:
    with pytest.raises(ValueError, match="no such_field"):
        Switch("x", "such_field", Evidence.UNKNOWN, "y")
