"""Each process finds its own secrets around it, and nobody else's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tegata.kit.data.keyfile import PassphraseMissing
from tegata.site.environment import (
    Surroundings,
    database,
    read_environment,
    role_password,
    role_url,
    sandbox_mark,
)

PROCESSES = ("press", "status", "worker", "authority")
SOCKET = "postgresql://postgres@/tegata?host=%2Fvar%2Ftmp%2Fworld&port=5432"
SERVER = "postgresql://owner:s%40cret@db.example:5433/tegata?sslmode=require"


@pytest.fixture(autouse=True)
def around(monkeypatch: pytest.MonkeyPatch) -> None:
    """All secrets of the authority, as a careless operator exports them."""
    for whose in ("PRESS", "STATUS", "WORKER"):
        monkeypatch.setenv(f"TEGATA_{whose}_PASSPHRASE", f"secret of {whose}")


@pytest.mark.parametrize(
    ("process", "opens"),
    [
        ("owner", {"press", "status", "worker"}),
        ("press", {"press"}),
        ("status", {"status"}),
        ("worker", {"status", "worker"}),
        ("authority", set()),
    ],
)
def test_a_process_is_handed_and_reads_its_own_passphrases_only(
    process: str, opens: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = Surroundings(Path("/world"), SOCKET).variables(process)
    monkeypatch.setenv("TEGATA_PROCESS", process)

    secrets = {value for value in handed.values() if value.startswith("secret of")}
    assert secrets == {f"secret of {whose.upper()}" for whose in opens}
    assert set(read_environment().passphrases) == opens


def test_no_key_is_opened_without_a_passphrase_outside_a_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEGATA_PRESS_PASSPHRASE")
    monkeypatch.setenv("TEGATA_PROCESS", "press")
    environment = read_environment(tmp_path)

    with pytest.raises(PassphraseMissing, match="the keys of press"):
        environment.passphrase("press")
    sandbox_mark(tmp_path).touch()
    assert environment.passphrase("press") == b"sandbox"


def test_a_passphrase_that_is_set_goes_before_the_one_of_the_sandbox(tmp_path: Path) -> None:
    sandbox_mark(tmp_path).touch()

    assert read_environment(tmp_path).passphrase("press") == b"secret of PRESS"


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_signs_in_as_its_role_and_never_as_the_owner(process: str) -> None:
    handed = Surroundings(Path("/world"), SERVER).variables(process)

    url = handed["TEGATA_DATABASE_URL"]
    assert database(url) == database(SERVER) | {
        "USER": f"tegata_{process}",
        "PASSWORD": role_password("s@cret", f"tegata_{process}"),
    }
    assert "s%40cret" not in url


def test_where_the_owner_has_no_password_no_role_has_one() -> None:
    assert role_url(SOCKET, "press") == SOCKET.replace("postgres@", "tegata_press@")


def test_every_role_has_a_password_of_its_own() -> None:
    assert len({role_password("secret", each) for each in PROCESSES} - {""}) == len(PROCESSES)


def test_the_owner_keeps_the_owners_url() -> None:
    assert role_url(SERVER, "owner") == SERVER


@pytest.mark.parametrize("process", ["press", "status", "worker"])
def test_a_process_without_its_passphrase_says_so_and_does_not_start(
    process: str, tmp_path: Path
) -> None:
    around = {
        **os.environ,
        f"TEGATA_{process.upper()}_PASSPHRASE": "",
        "TEGATA_PROCESS": process,
        "TEGATA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tegata.site.settings",
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tegata.site", process],
        env=around,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"There is no passphrase for the keys of {process}.",
        f"Set TEGATA_{process.upper()}_PASSPHRASE; only a sandbox does without.",
        "[kit.passphrase-missing]",
    ]
