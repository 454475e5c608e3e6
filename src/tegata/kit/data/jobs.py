"""Ask for a job by name, in the caller's transaction: all of it happens, or none."""

from django.db import connection, transaction
from procrastinate.contrib.django import app


def defer(name: str, *, lock: str | None = None, **arguments: str) -> None:
    """Write a job as a row of this transaction. Jobs of one ``lock`` run one after another."""
    app.configure_task(name, lock=lock).defer(**arguments)


@transaction.atomic(durable=True)
def take_up_abandoned(*, silence: float) -> int:
    """Ask again for every job whose worker has been silent for ``silence`` seconds; tell how many.

    A worker that was killed leaves its jobs begun for ever, and with them the locks that others
    wait for. Its heart beats by the database's own clock, which no sandbox moves.
    """
    with connection.cursor() as cursor:
        # Held and looked at again in one statement: two workers never take up the same job, and
        # what was finished in between stays so.
        cursor.execute(
            "SELECT procrastinate_retry_job_v2(id, NULL, NULL, NULL, NULL) FROM ("
            " SELECT job.id FROM procrastinate_jobs job"
            " LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id"
            " WHERE job.status = 'doing' AND (worker.id IS NULL"
            " OR worker.last_heartbeat < now() - make_interval(secs => %s))"
            " FOR UPDATE OF job SKIP LOCKED) abandoned",
            (silence,),
        )
        return int(cursor.rowcount)
