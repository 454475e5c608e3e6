"""Time and chance as ports: what a door reads once and everything below takes as a value."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time of this world, which in the sandbox can be moved."""

    def now(self) -> datetime:
        """Tell the time, aware and in UTC."""
        ...


class Entropy(Protocol):
    """A source of bytes that nobody can guess."""

    def draw(self, size: int) -> bytes:
        """Draw ``size`` bytes."""
        ...
