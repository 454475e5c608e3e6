"""Ask for a job by name, in the caller's transaction: all of it happens, or none."""

from procrastinate.contrib.django import app


def defer(name: str, *, lock: str | None = None, **arguments: str) -> None:
    """Write a job as a row of this transaction. Jobs of one ``lock`` run one after another."""
    app.configure_task(name, lock=lock).defer(**arguments)
