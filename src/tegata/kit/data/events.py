"""Tell an event in the same transaction. Who listens stands in one table, site/wiring.py."""

from collections.abc import Mapping, Sequence

from attrs import define, field
from django.db import connection

from tegata.kit.data import jobs


@define
class Switchboard:
    """Which jobs each event asks for. Filled once, at start, from site/wiring.py."""

    wires: Mapping[str, Sequence[str]] = field(factory=dict)


SWITCHBOARD = Switchboard()


def tell(event: str, *, about: str) -> None:
    """Tell that ``event`` happened to ``about``: its jobs and its notice commit with the caller.

    Processes that keep state in memory LISTEN on the event's name; the notice carries ``about``.
    """
    for job in SWITCHBOARD.wires.get(event, ()):
        jobs.defer(job, lock=job, about=about)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", (event, about))
