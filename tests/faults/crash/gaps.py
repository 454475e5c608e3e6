"""The moments between commits in which a process may die, and how they are seen from outside.

Each process writes in a shared page where it stands; the page outlives it. A killer may also write
in it where the process shall wait for its death.
"""

import mmap
import time
from enum import IntEnum
from pathlib import Path
from typing import Self

from attrs import frozen

END = " ."
"""What a whole line of evidence ends with."""
_PATIENCE = 2.0
"""Seconds that a process waits for a promised death before it goes on."""


class Gap(IntEnum):
    """Where a process stands; the first word of a name is whose gap it is."""

    ELSEWHERE = 0

    SERVICE_RESERVED_SIGNED = 1
    SERVICE_SIGNED_ISSUED = 2
    SERVICE_ISSUED_GOOD = 3
    SERVICE_GOOD_ACKNOWLEDGED = 4
    SERVICE_HELD_ACKNOWLEDGED = 5
    SERVICE_RESUMED_ACKNOWLEDGED = 6
    SERVICE_REVOKED_ACKNOWLEDGED = 7

    PRESS_TAKEN_SIGNED = 8
    PRESS_SIGNED_RECORDED = 9
    PRESS_LIST_DRAFTED_SIGNED = 10
    PRESS_LIST_SIGNED_RECORDED = 11

    WORKER_LIST_DRAFTED_SETTLED = 12
    WORKER_LIST_SIGNED_PUBLISHED = 13
    WORKER_LIST_PUBLISHED_SETTLED = 14
    WORKER_CHAINED_SEALED = 15

    @property
    def process(self) -> str:
        return self.name.partition("_")[0].lower()

    def __str__(self) -> str:
        words = self.name.lower().split("_")
        return f"{words[0]}: {' '.join(words[1:-1])} → {words[-1]}" if self else words[0]


@frozen
class Page:
    """One process's place in the shared page: where it stands, and where it shall wait."""

    memory: mmap.mmap

    @classmethod
    def of(cls, folder: Path, process: str) -> Self:
        path = folder / f"{process}.page"
        if not path.exists():
            path.write_bytes(bytes(2))
        with path.open("r+b") as file:
            return cls(mmap.mmap(file.fileno(), 2))

    @property
    def stands(self) -> Gap:
        return Gap(self.memory[0])

    @property
    def awaited(self) -> Gap:
        return Gap(self.memory[1])

    def enter(self, gap: Gap) -> None:
        """Stand in a gap until the next word; wait there for the killer who asked for it."""
        self.memory[0] = gap
        until = time.monotonic() + _PATIENCE
        while self.awaited is gap and time.monotonic() < until:
            time.sleep(0.001)
            self.memory[0] = gap  # another thread of the process may have moved on meanwhile

    def leave(self, gap: Gap | None = None) -> None:
        """Stand nowhere in particular; with a gap, only if it is the one that is left."""
        if gap in (None, self.stands):
            self.memory[0] = Gap.ELSEWHERE

    def await_death_in(self, gap: Gap) -> None:
        self.memory[1] = gap
