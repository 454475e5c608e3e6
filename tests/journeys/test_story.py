"""The main job, played in a world of its own: every step is proved by programs nobody here wrote."""

import shutil
import subprocess

import pytest

from journeys.worlds import around, free_port, home

WITNESSES = ("openssl", "faketime", "opensc-tool", "pcscd", "unshare")


@pytest.mark.xdist_group("pcsc")
def test_a_phone_certificate_lives_its_whole_life(*, peers_required: bool) -> None:
    with home() as place:
        played = subprocess.run(
            [
                "tegata", "story", "--home", str(place), "--date", "2023-05-11", "--people", "20",
                "--status-port", str(free_port()), "--authority-port", str(free_port()),
            ],
            capture_output=True, text=True, timeout=300, check=False, env=around(),
        )  # fmt: skip

    told = played.stdout + played.stderr
    assert played.returncode == 0, told
    assert "10 " in told
    assert "✗" not in told
    if peers_required or all(shutil.which(each) for each in WITNESSES):
        assert "–" not in told, told
