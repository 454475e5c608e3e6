"""The one reader of the machine's clock."""

from datetime import UTC, datetime

from attrs import frozen


@frozen
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Tell the time, to the microsecond that PostgreSQL keeps."""
        return datetime.now(UTC)
