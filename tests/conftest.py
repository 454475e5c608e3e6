"""What every test may lean on, and what happens when a peer is missing."""

from datetime import UTC, datetime

import pytest

from fakes.chance import CountingEntropy
from suite_settings import SERVER
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data import postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--peers",
        choices=["present", "required"],
        default="present",
        help="present: skip and name a missing peer; required: a missing peer is a failure",
    )

    parser.addoption(
        "--kills",
        type=int,
        default=40,
        help="how many processes die in tests/faults/crash: 40 for a look, 200 for the proof",
    )


@pytest.fixture(scope="session")
def peers_required(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--peers") == "required")


def pytest_configure(config: pytest.Config) -> None:
    """Stop the embedded server with the run that started it, not with each of its workers."""
    if SERVER.exists() and not hasattr(config, "workerinput"):
        config.add_cleanup(lambda: postgres.start(SERVER).stop())


@pytest.fixture
def now() -> datetime:
    return datetime(2023, 9, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def ctx(now: datetime) -> Context:
    return Context(
        Actor(Role.ADMINISTRATOR, "tester", Channel.COMMAND), now, CountingEntropy(), "t-1"
    )
