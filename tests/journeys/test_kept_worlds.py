"""A world is run by one command, goes on where it was, and leaves nothing when it is stopped."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen

from journeys.worlds import around, free_port, home
from tegata.site.environment import embedded_place


@frozen
class Kept:
    place: Path
    ports: tuple[str, ...]

    def tegata(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["tegata", *words], capture_output=True, text=True, timeout=120, check=False,
            env=around(TEGATA_HOME=str(self.place)),
        )  # fmt: skip

    @contextmanager
    def up(self, until: str) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
        log = self.place.with_suffix(".log")
        with log.open("w") as out:
            running = subprocess.Popen(
                ["tegata", "up", "--people", "5", *self.ports],
                stdout=out, stderr=out, env=around(TEGATA_HOME=str(self.place)),
            )  # fmt: skip
            try:
                end = time.monotonic() + 120
                while until not in log.read_text():
                    assert running.poll() is None, log.read_text()
                    assert time.monotonic() < end, log.read_text()
                    time.sleep(0.02)
                yield running, log
            finally:
                running.send_signal(signal.SIGTERM)
                running.wait(60)
                log.unlink()


@pytest.fixture
def kept() -> Iterator[Kept]:
    with home() as place:
        ports = ("--status-port", str(free_port()), "--authority-port", str(free_port()))
        yield Kept(place, ports)


@pytest.fixture
def begun(kept: Kept) -> Kept:
    with kept.up(until="Ctrl-C"):
        pass
    return kept


def socket_of(place: Path) -> Path:
    return embedded_place(place) / ".s.PGSQL.5432"


def test_a_start_that_is_broken_off_leaves_no_server(kept: Kept) -> None:
    with kept.up(until="schema and roles") as (running, _log):
        assert socket_of(kept.place).exists()
        running.send_signal(signal.SIGTERM)
        running.wait(60)

        assert not socket_of(kept.place).exists()


def test_a_second_command_on_one_home_is_refused(kept: Kept) -> None:
    with kept.up(until="Ctrl-C"):
        second = kept.tegata("story", "--status-port", "18088", "--authority-port", "18008")
        forgotten = kept.tegata("sandbox", "forget", "--yes")

        assert (kept.place / "tokens").stat().st_mode & 0o077 == 0
    assert (second.returncode, forgotten.returncode) == (1, 1)
    assert "world.home-in-use" in second.stderr
    assert "world.home-in-use" in forgotten.stderr


def test_another_port_than_the_certificates_name_is_warned_of(begun: Kept) -> None:
    other = Kept(begun.place, ("--status-port", str(free_port()), *begun.ports[2:]))

    with other.up(until="keys and callers") as (_running, log):
        assert f":{begun.ports[1]} for lists and OCSP" in log.read_text()
    with begun.up(until="keys and callers") as (_running, log):
        assert "warning" not in log.read_text()


def test_a_database_without_its_keys_is_refused_and_can_be_forgotten(begun: Kept) -> None:
    (begun.place / "keys").rename(begun.place / "lost")
    refused = begun.tegata("up", *begun.ports)
    (begun.place / "lost").rename(begun.place / "keys")
    unsure = begun.tegata("sandbox", "forget")

    assert (refused.returncode, unsure.returncode) == (1, 1)
    assert "world.keys-missing" in refused.stderr
    assert "--yes" in unsure.stderr
    assert begun.tegata("sandbox", "forget", "--yes").returncode == 0
    assert not begun.place.exists()
    assert not embedded_place(begun.place).exists()
