"""docs/first-hour.md is typed as it stands, against a world that it starts."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from attrs import frozen

from journeys.worlds import ROOT, around, free_port, home
from marks import peer

PAGE = ROOT / "docs" / "first-hour.md"
START, *BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
pytestmark = [pytest.mark.xdist_group("pcsc"), peer("openssl", "faketime", "curl")]


@frozen
class Hour:
    """The world that the page starts, on ports of its own."""

    place: Path
    status: int
    authority: int
    log: Path

    def typed(self, block: str) -> str:
        for shown, ours in (
            (".local/may", str(self.place)),
            ("127.0.0.1:8080", f"127.0.0.1:{self.status}"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.authority}"),
        ):
            block = block.replace(shown, ours)
        return block

    def run(self, block: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.typed(block)],
            capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
            env=around(TEGATA_HOME=str(self.place)),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def hour() -> Iterator[Hour]:
    with home() as place:
        log = place.with_suffix(".log")
        started = Hour(place, free_port(), free_port(), log)
        ports = f"--status-port {started.status} --authority-port {started.authority}"
        with log.open("w") as out:
            running = subprocess.Popen(
                f"exec {started.typed(START).strip()} {ports} --people 20",
                shell=True, stdout=out, stderr=out, cwd=ROOT, env=around(),
            )  # fmt: skip
            try:
                _await(log, running)
                yield started
            finally:
                running.send_signal(signal.SIGINT)
                running.wait(timeout=30)
        log.unlink()


def _await(log: Path, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 180
    while "Ctrl-C" not in log.read_text():
        assert running.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.2)


def test_every_address_that_is_printed_can_be_opened(hour: Hour) -> None:
    until = time.monotonic() + 30
    while (
        not (printed := re.findall(r"http://\S+", hour.log.read_text()))
        or "enter" not in printed[-1]
    ):
        assert time.monotonic() < until, printed
        time.sleep(0.2)

    # The page may have moved the clock past the ten minutes of the printed link: take another.
    ports = f"--status-port {hour.status} --authority-port {hour.authority}"
    fresh = re.findall(r"http://\S+", hour.run(f"tegata link {ports}"))
    assert len(printed) == 3
    for address in [*printed[:2], *fresh]:
        browser = build_opener(HTTPCookieProcessor())  # the last is a link, which leaves a cookie
        assert browser.open(address, timeout=10).status == 200, address


def test_the_page_is_typed_from_top_to_bottom(hour: Hour) -> None:
    said = [hour.run(block) for block in BLOCKS]

    clock, ocsp, crl, acts, verified = said
    assert "2023-05-13" in clock  # the story let two days pass, or nearly; the page one more
    assert "Response verify OK" in ocsp
    assert "card-auth.pem: good" in ocsp
    assert "CRL Number" in crl
    assert "is revoked" in acts
    assert '"state": "revoked"' in acts
    assert "entries proved" in acts
    assert verified.startswith("valid at")


def test_a_second_world_leaves_a_taken_port_alone(hour: Hour, tmp_path: Path) -> None:
    refused = subprocess.run(
        ["tegata", "up", "--home", str(tmp_path / "other"), "--authority-port",
         str(hour.authority), "--status-port", str(free_port())],
        capture_output=True, text=True, timeout=60, check=False, env=around(),
    )  # fmt: skip

    assert refused.returncode == 1
    assert "--authority-port" in refused.stderr


def test_a_clock_does_not_go_back_behind_what_is_recorded(hour: Hour) -> None:
    refused = subprocess.run(
        ["tegata", "sandbox", "clock", "--to", "2023-05-11"],
        capture_output=True, text=True, timeout=60, check=False,
        env=around(TEGATA_HOME=str(hour.place)),
    )  # fmt: skip

    assert refused.returncode == 1
    assert "world.clock-backwards" in refused.stderr
