"""The processes of a running world: started, waited for, started again, stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from types import FrameType

from attrs import define, evolve, field, frozen

from tegata.site.environment import Surroundings

_PATIENCE = 60.0
_GRACE = 10.0
_LOOK = 0.05
_STEADY = 60.0
"""Seconds after which a process stands: what fell before is forgotten."""
_PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)
_TAIL = 2000


@frozen
class Process:
    """One process of the world: its name is its database role."""

    name: str
    words: tuple[str, ...]
    ready: str
    """What shows that it is: a path on ``port``, or without a port a line of its log."""
    port: int = 0

    def answers(self) -> bool:
        """Whether anybody serves its port."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", self.ready)
            connection.getresponse().read()
        except OSError:
            return False
        finally:
            connection.close()
        return True


@frozen
class Falls:
    """How often a process fell in a row: each time it lies longer, and at last for good."""

    count: int = 0

    def again(self, stood: float) -> "Falls":
        """Count a fall after ``stood`` seconds."""
        return Falls(1 if stood >= _STEADY else self.count + 1)

    @property
    def pause(self) -> float | None:
        """Seconds until the next start; None when there is none."""
        return _PAUSES[self.count - 1] if self.count <= len(_PAUSES) else None


@frozen
class Start:
    """One start of one process."""

    popen: "subprocess.Popen[bytes]"
    log: Path
    log_from: int
    """Where the words of this start begin in its log."""
    at: float
    falls: Falls = Falls()
    again_at: float | None = None
    """When it is started again, once it has fallen."""

    def said(self) -> str:
        """Read what this start wrote to its log."""
        with self.log.open("rb") as log:
            log.seek(self.log_from)
            return log.read().decode(errors="replace")


@define
class Ending:
    """SIGINT, SIGTERM and SIGHUP are noted, and heeded between two steps: none is left half-way."""

    asked: bool = False

    def listen(self) -> None:
        """Note signals from here on."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def heed(self) -> None:
        """Leave, if somebody asked to. Raises SystemExit."""
        if self.asked:
            raise SystemExit("stopping")

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


@define
class World:
    """The running processes of one home."""

    surroundings: Surroundings
    ending: Ending = field(factory=Ending)
    running: dict[Process, Start] = field(factory=dict)

    def run(self, *words: str) -> int:
        """Run one command to its end, as the owner. Raises SystemExit if asked to end."""
        popen = self._popen("owner", words)
        try:
            while popen.poll() is None:
                self.ending.heed()
                time.sleep(_LOOK)
        finally:
            _end(popen, signal.SIGINT)
        return popen.returncode

    def start(self, process: Process, falls: Falls = Falls()) -> None:
        """Start a process under its own database role; its words go to a file of its own."""
        logs = self.surroundings.home / "log"
        logs.mkdir(exist_ok=True)
        path = logs / f"{process.name}.log"
        with path.open("ab") as log:
            before = log.tell()
            popen = self._popen(process.name, process.words, log.fileno())
        self.running[process] = Start(popen, path, before, time.monotonic(), falls)

    def await_ready(self, process: Process) -> None:
        """Wait until it serves, or has said so. Raises SystemExit with its log's tail."""
        start, until = self.running[process], time.monotonic() + _PATIENCE
        while not (process.answers() if process.port else process.ready in start.said()):
            self.ending.heed()
            if start.popen.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{start.said()[-_TAIL:]}\n{process.name} did not start.")
            time.sleep(_LOOK)

    def restart_the_fallen(self) -> None:
        """Start again whatever ended by itself: what was ordered is kept in its rows.

        Raises SystemExit for what falls again and again.
        """
        now = time.monotonic()
        for process, start in list(self.running.items()):
            if start.popen.poll() is None:
                continue
            if start.again_at is None:
                self.running[process] = _fallen(process, start, now)
            elif now >= start.again_at:
                self.start(process, start.falls)

    def stop(self) -> None:
        """Stop every process, by its own id."""
        for start in self.running.values():
            if start.popen.poll() is None:
                start.popen.terminate()
        for start in self.running.values():
            _end(start.popen, signal.SIGTERM)

    def _popen(
        self, role: str, words: Sequence[str], out: int | None = None
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "tegata.site", *words],
            env=self.surroundings.variables(role),
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent, which stops all in order
        )


def _fallen(process: Process, start: Start, now: float) -> Start:
    falls = start.falls.again(now - start.at)
    if falls.pause is None:
        raise SystemExit(f"{start.said()[-_TAIL:]}\n{process.name} falls again and again.")
    say(f"{process.name} ended with {start.popen.returncode}; again in {falls.pause:.0f} s")
    return evolve(start, falls=falls, again_at=now + falls.pause)


def _end(popen: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    if popen.poll() is not None:
        return
    popen.send_signal(number)
    try:
        popen.wait(_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(popen.pid, signal.SIGKILL)  # with whatever it started itself
        popen.wait()


def say(words: str) -> None:
    """Tell whoever started the world."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
