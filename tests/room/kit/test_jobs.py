"""What a dead worker had begun is begun again, and nothing else is."""

from collections.abc import Iterator

import pytest
from django.db import connection

from makers.races import at_once
from tegata.kit.data.jobs import defer, take_up_abandoned

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    _run("DELETE FROM procrastinate_jobs")
    yield
    _run("DELETE FROM procrastinate_jobs")
    _run("DELETE FROM procrastinate_workers")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _begun(silent_for: int) -> None:
    """A job that a worker has begun, which was last heard of some seconds ago."""
    defer("status.draft_due", lock=f"lock {silent_for}")
    _run(
        "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        f" VALUES (now() - make_interval(secs => {silent_for})) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM worker)"
        f" WHERE lock = 'lock {silent_for}'"
    )


def _jobs() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock, status FROM procrastinate_jobs")
        return dict(cursor.fetchall())


def test_a_silent_workers_job_waits_again_and_a_living_ones_goes_on() -> None:
    _begun(silent_for=60)
    _begun(silent_for=2)

    assert take_up_abandoned(silence=10.0) == 1
    assert _jobs() == {"lock 60": "todo", "lock 2": "doing"}


def test_a_job_of_a_worker_that_nobody_remembers_waits_again() -> None:
    _begun(silent_for=60)
    _run("DELETE FROM procrastinate_workers")

    assert take_up_abandoned(silence=10.0) == 1


def test_two_workers_take_up_a_job_once() -> None:
    _begun(silent_for=60)
    taken: list[int] = []

    at_once(*[lambda: taken.append(take_up_abandoned(silence=10.0))] * 3)

    assert sorted(taken) == [0, 0, 1]
    assert _jobs() == {"lock 60": "todo"}
