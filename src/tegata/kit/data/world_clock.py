"""The time of this world: the machine's, plus the one row that the sandbox moves."""

from datetime import datetime, timedelta

from attrs import field, frozen
from django.db import connection

from tegata.kit.data.clock import SystemClock


@frozen
class WorldClock:
    """The time of this world: the machine's time plus the one row that the sandbox moves."""

    machine: SystemClock = field(factory=SystemClock)

    def now(self) -> datetime:
        """Tell the world's time."""
        return self.machine.now() + read_offset()


def read_offset() -> timedelta:
    """Read how far this world's clock is moved; a world that was never moved has no row."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "offset" FROM kit_clock')
        row = cursor.fetchone()
    return timedelta(0) if row is None else row[0]


def write_offset(offset: timedelta) -> None:
    """Move this world's clock: every process reads the row when it asks for the time."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO kit_clock (id, "offset") VALUES (1, make_interval(secs => %s))'
            ' ON CONFLICT (id) DO UPDATE SET "offset" = excluded."offset"',
            (offset.total_seconds(),),
        )
