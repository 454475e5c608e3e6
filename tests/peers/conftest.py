"""Peers: programs nobody here wrote. ``@peer("openssl", "java")`` names what a test needs."""

import shutil
import sys
from collections.abc import Generator
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every peer is required, a test that skips itself for any reason has failed."""
    report = yield
    if report.skipped and item.config.getoption("--peers") == "required":
        report.outcome = "failed"
        report.longrepr = f"peers are required, and this was skipped: {report.longrepr}"
    return report
