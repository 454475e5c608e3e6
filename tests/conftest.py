"""What every test may lean on, and what happens when a peer is missing."""

import pytest

from suite_settings import SERVER
from tegata.kit.data import postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--peers",
        choices=["present", "required"],
        default="present",
        help="present: skip and name a missing peer; required: a missing peer is a failure",
    )


@pytest.fixture(scope="session")
def peers_required(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--peers") == "required")


def pytest_configure(config: pytest.Config) -> None:
    """Stop the embedded server with the run that started it, not with each of its workers."""
    if SERVER.exists() and not hasattr(config, "workerinput"):
        config.add_cleanup(lambda: postgres.start(SERVER).stop())
