"""Peers: programs nobody here wrote. ``@peer("openssl", "java")`` names what a test needs."""

import shutil
import sys
from pathlib import Path

import pytest

OURS = str(Path(sys.executable).parent)  # where Python's own peers are installed


@pytest.fixture(autouse=True)
def _peer_is_here(request: pytest.FixtureRequest, peers_required: bool) -> None:
    mark = request.node.get_closest_marker("peer")
    assert mark is not None, "a test in tests/peers names its peer: @peer('openssl')"
    missing = [program for program in mark.args if not _found(program)]
    if missing and peers_required:
        pytest.fail(f"peers missing: {', '.join(missing)}; run make peers")
    if missing:
        pytest.skip(f"peers missing: {', '.join(missing)}; run make peers")


def _found(program: str) -> bool:
    return bool(shutil.which(program) or shutil.which(program, path=OURS))
