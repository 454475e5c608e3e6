"""What every test may lean on, and what happens when a peer is missing."""

import pytest


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
