"""The one reader of the machine's clock, and the sandbox's offset on top of it."""

from datetime import UTC, datetime, timedelta

from attrs import frozen
from django.db import connection


@frozen
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Tell the time, to the microsecond that PostgreSQL keeps."""
        return datetime.now(UTC)


@frozen
class WorldClock:
    """The time of this world: the machine's time plus the one row that the sandbox moves."""

    machine: SystemClock = SystemClock()

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
    """Move this world's clock, and tell every process that keeps the offset in memory."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO kit_clock (id, "offset") VALUES (1, %s)'
            ' ON CONFLICT (id) DO UPDATE SET "offset" = excluded."offset"',
            (offset,),
        )
        cursor.execute("NOTIFY kit_clock")
