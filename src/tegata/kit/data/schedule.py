"""What falls due by the world's clock. Only what is due becomes a job."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from tegata.kit.data import jobs


def plan(job: str, *, first: datetime, period: timedelta) -> None:
    """Write that ``job`` falls due at ``first`` and every ``period`` after, unless planned."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_schedule (job, due_at, period) VALUES (%s, %s, make_interval(secs => %s))"
            " ON CONFLICT (job) DO NOTHING",
            (job, first, period.total_seconds()),
        )


@transaction.atomic(durable=True)
def defer_due(now: datetime) -> list[str]:
    """Ask for every job that is due and move its row past ``now``, in one transaction.

    A clock that jumped over several periods asks for the job once: jobs look at the world, not
    at how often they were asked.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kit_schedule SET due_at = due_at + period *"
            " (1 + floor(extract(epoch FROM %s - due_at) / extract(epoch FROM period)))"
            " WHERE due_at <= %s RETURNING job",
            (now, now),
        )
        due = sorted(name for (name,) in cursor.fetchall())
    for name in due:
        jobs.defer(name, lock=name)
    return due
