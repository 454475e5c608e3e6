"""pkilint finds no error in anything that the authority issues, publishes or answers."""

import subprocess
import sys
from pathlib import Path

import pytest

from makers.status_world import PHONE_AUTH, PHONE_SIGN, StatusWorld
from marks import peer
from tegata.pki.profiles.kinds import HOLDERS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("openssl"),
    pytest.mark.parametrize("world", ["sandbox-http", "sandbox", "jpki"], indirect=True),
]


def errors(tool: str, file: Path, *words: str) -> int:
    """Count the findings: that is what the exit code is."""
    command = [Path(sys.executable).parent / tool, "lint", *words, "-s", "ERROR", file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


def test_no_error_in_any_certificate(world: StatusWorld) -> None:
    files = {file for kind in HOLDERS for file in (world.find(kind).file, world.find(kind).issuer)}

    assert [file.name for file in files if errors("lint_pkix_cert", file)] == []


def test_no_error_in_any_list(world: StatusWorld) -> None:
    places = [world.find(kind) for kind in (PHONE_AUTH, PHONE_SIGN)]
    files = [file for there in places for file in (there.list, there.whole_list)]

    found = {file.name for file in files if errors("lint_crl", file, "-t", "CRL", "-p", "PKIX")}

    assert found == set()


def test_no_error_in_any_answer(world: StatusWorld, tmp_path: Path) -> None:
    names = [
        world.find(PHONE_AUTH, state).name for state in ("good", "held", "revoked", "stranger")
    ]
    for nonce in (None, bytes(range(32))):
        file = tmp_path / "answer.der"
        file.write_bytes(world.answer(*names, nonce=nonce))
        assert errors("lint_ocsp_response", file) == 0


def test_an_error_would_be_found(world: StatusWorld, tmp_path: Path) -> None:
    answer = world.answer(world.find(PHONE_AUTH).name)
    file = tmp_path / "wrong.der"
    file.write_bytes(answer.replace(b"20230901", b"20239901"))

    assert errors("lint_ocsp_response", file) != 0
