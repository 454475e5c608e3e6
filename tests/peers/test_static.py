"""Programs that read the source: nothing dangerous above low, and no secret but the tests' own."""

import json
import subprocess
from pathlib import Path

from marks import peer

ROOT = Path(__file__).parents[2]
KNOWN = ROOT / ".secrets.baseline"


def _said(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ROOT / ".venv" / "bin" / command[0], *command[1:]],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=300,
    )  # fmt: skip


@peer("bandit")
def test_bandit_finds_nothing_above_low() -> None:
    done = _said("bandit", "--quiet", "--recursive", "src", "-ll")

    assert done.returncode == 0, done.stdout


@peer("detect-secrets")
def test_no_secret_is_committed_but_the_keys_of_tests() -> None:
    found = _secrets(
        json.loads(
            _said(
                "detect-secrets", "scan", "--exclude-files", r"(.*\.lock|\.secrets\.baseline)"
            ).stdout
        )
    )

    assert found - _secrets(json.loads(KNOWN.read_text())) == set()


def _secrets(report: dict[str, dict[str, list[dict[str, str]]]]) -> set[tuple[str, str]]:
    return {
        (file, each["hashed_secret"]) for file, all_ in report["results"].items() for each in all_
    }
