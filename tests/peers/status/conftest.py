"""The world that other programs look at: its certificates, its lists, its living status process."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from makers.status_world import StatusWorld, living


@pytest.fixture(scope="module", params=["sandbox-http"])
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 - the database exists
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StatusWorld]:
    """One world for the tests of a file; it ends with its rows before the next file begins."""
    folder = tmp_path_factory.mktemp(request.param)
    with django_db_blocker.unblock(), living(folder, request.param) as made:
        yield made
