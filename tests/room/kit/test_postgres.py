"""The server that everybody gets without installing one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tegata.kit.data import postgres

DEBIAN = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def directory() -> Iterator[Path]:
    # Not pytest's own folder, which is closed to the account that runs the server for root.
    place = Path(tempfile.mkdtemp(prefix="tegata-", dir="/var/tmp"))
    place.chmod(0o755)
    yield place
    if (place / "data" / "postmaster.pid").exists():
        postgres.start(place).stop()
    shutil.rmtree(place)


def _ask(server: postgres.Server, question: str) -> str:
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return str(row[0])


def test_what_is_committed_is_there_after_a_stop_and_a_start(directory: Path) -> None:
    server = postgres.start(directory)
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '髙橋' AS name")

    server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url())

    assert _ask(postgres.start(directory), "SELECT name FROM kept") == "髙橋"


def test_a_second_process_attaches_to_the_running_server(directory: Path) -> None:
    began = "SELECT pg_postmaster_start_time()"
    here = _ask(postgres.start(directory), began)

    program = (
        "import sys, pathlib, psycopg\n"
        "from tegata.kit.data import postgres\n"
        "with psycopg.connect(postgres.start(pathlib.Path(sys.argv[1])).url()) as c:\n"
        f"    print(c.execute('{began}').fetchone()[0])\n"
    )
    there = subprocess.check_output([sys.executable, "-c", program, directory], text=True)

    assert there.strip() == here


def test_two_processes_that_start_together_share_one_server(directory: Path) -> None:
    program = "import sys, pathlib; from tegata.kit.data import postgres as p; p.start(pathlib.Path(sys.argv[1]))"

    both = [subprocess.Popen([sys.executable, "-c", program, directory]) for _ in range(2)]

    assert [process.wait(60) for process in both] == [0, 0]


def test_the_server_is_durable_and_listens_on_no_network(directory: Path) -> None:
    server = postgres.start(directory)

    assert _ask(server, "SHOW fsync") == "on"
    assert _ask(server, "SHOW synchronous_commit") == "on"
    assert _ask(server, "SHOW data_checksums") == "on"
    assert _ask(server, "SHOW listen_addresses") == ""
    assert _ask(server, "SHOW max_connections") == "200"
    assert (directory / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


def test_a_start_that_was_broken_off_is_made_good(directory: Path) -> None:
    (directory / "fresh").mkdir()
    (directory / "fresh" / "PG_VERSION").write_text("18\n")

    assert _ask(postgres.start(directory), "SELECT 1") == "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another account")
def test_roots_closed_folders_stay_closed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OUTSIDE", directory / "outside")
    home = directory / "home"
    home.mkdir(mode=0o700)

    server = postgres.start(home / "world")

    assert _ask(server, "SELECT 1") == "1"
    assert postgres.start(home / "world") == server
    assert server.directory.parent == directory / "outside"
    assert home.stat().st_mode & 0o777 == 0o700
    server.stop()


def test_a_server_that_cannot_start_says_why(directory: Path) -> None:
    postgres.start(directory).stop()
    (directory / "data" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(subprocess.CalledProcessError) as failure:
        postgres.start(directory)

    assert "9.6" in str(failure.value.__notes__)


@pytest.mark.skipif(not DEBIAN.exists(), reason="no postgresql-15 of Debian; run make peers")
def test_a_systems_own_programs_are_started_in_the_same_way(directory: Path) -> None:
    server = postgres.start(directory, DEBIAN)

    assert _ask(server, "SHOW server_version").startswith("15.")
