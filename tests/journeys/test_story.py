"""The main job, played in a world of its own: every step is proved by programs nobody here wrote."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tegata.site.environment import embedded_place

SUITE = ("TEGATA_", "DJANGO_")
WITNESSES = ("openssl", "faketime", "opensc-tool", "pcscd", "unshare")


@pytest.fixture
def home() -> Iterator[Path]:
    place = Path(f"/var/tmp/tegata-story-{free_port()}")
    yield place
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(embedded_place(place), ignore_errors=True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.xdist_group("pcsc")
def test_a_phone_certificate_lives_its_whole_life(home: Path, *, peers_required: bool) -> None:
    command = [
        sys.executable, "-m", "tegata.site", "story", "--home", str(home),
        "--date", "2023-05-11", "--people", "20",
        "--status-port", str(free_port()), "--authority-port", str(free_port()),
    ]  # fmt: skip

    # A world of its own: nothing of the suite's settings and database reaches it.
    around = {name: value for name, value in os.environ.items() if not name.startswith(SUITE)}
    played = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env=around
    )

    told = played.stdout + played.stderr
    assert played.returncode == 0, told
    assert "10 " in told
    assert "✗" not in told
    if peers_required or all(shutil.which(each) for each in WITNESSES):
        assert "–" not in told, told
