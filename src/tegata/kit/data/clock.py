"""The clocks of this product: the only readers of the machine's time."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Tell the time, aware and in UTC."""
        return datetime.now(UTC)
