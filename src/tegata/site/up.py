"""``tegata up``: a whole world in one command, until Ctrl-C.

The parent starts PostgreSQL, prepares the world and watches over its processes; it never touches
a row or a key itself.
"""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from attrs import define, field, frozen

from tegata.site.environment import Surroundings, read_environment, start_database
from tegata.site.moments import read_moment

_PATIENCE = 60.0
_GRACE = 10.0


@frozen
class Process:
    """One process of the world: its name is its database role."""

    name: str
    words: tuple[str, ...]
    ready: str = ""
    """A path that answers on ``port`` when it is ready; empty where it serves nobody."""
    port: int = 0


def processes(asked: Namespace) -> tuple[Process, ...]:
    """Name the processes of a world."""
    status, authority = str(asked.status_port), str(asked.authority_port)
    return (
        Process("press", ("press",)),
        Process("worker", ("worker",)),
        Process("status", ("status", "--port", status), "/", asked.status_port),
        Process(
            "authority",
            ("authority", "--port", authority),
            "/authority/openapi.json",
            asked.authority_port,
        ),
    )


@define
class World:
    """The running processes of one home."""

    surroundings: Surroundings
    running: dict[Process, subprocess.Popen[bytes]] = field(factory=dict)

    def run(self, *words: str) -> int:
        """Run one command to its end, as the owner."""
        command = [sys.executable, "-m", "tegata.site", *words]
        return subprocess.run(  # noqa: S603 - our own command
            command, env=self.surroundings.variables("owner"), check=False
        ).returncode

    def start(self, process: Process) -> None:
        """Start a process under its own database role; its words go to a file of its own."""
        logs = self.surroundings.home / "log"
        logs.mkdir(exist_ok=True)
        with (logs / f"{process.name}.log").open("ab") as log:
            self.running[process] = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "tegata.site", *process.words],
                env=self.surroundings.variables(process.name),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent, which stops all in order
            )

    def restart_the_fallen(self) -> None:
        """Start again whatever ended by itself: what was ordered is kept in its rows."""
        for process, popen in list(self.running.items()):
            if popen.poll() is not None:
                _say(f"{process.name} ended with {popen.returncode}; starting it again")
                self.start(process)

    def stop(self) -> None:
        """Stop every process, by its own id."""
        for popen in self.running.values():
            popen.terminate()
        for popen in self.running.values():
            try:
                popen.wait(_GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(popen.pid, signal.SIGKILL)  # with whatever it started itself
                popen.wait()


def main(words: Sequence[str]) -> int:
    """Start a world and stay, or play its story and leave."""
    asked = _parser().parse_args(words)
    with world(asked) as running:
        if asked.story and running.run("sandbox", "story", *_where(asked)) != 0:
            return 1
        _say(_welcome(asked, running.surroundings.home))
        _say_link(running, asked, "operator")
        _watch(running)
    return 0


def play(words: Sequence[str]) -> int:
    """Start a world, play its story, and leave with its result."""
    parser = ArgumentParser(prog="tegata story", description="Play the main job, with proofs.")
    add_arguments(parser)
    asked = parser.parse_args(words)
    with world(asked) as running:
        return running.run("sandbox", "story", *_where(asked))


def link(words: Sequence[str]) -> int:
    """Say a one-time link to the pages of a running world."""
    parser = ArgumentParser(prog="tegata link", description="Make a one-time link to the pages.")
    add_arguments(parser)
    parser.add_argument("--role", choices=["operator", "administrator"], default="operator")
    asked = parser.parse_args(words)
    if not all(_answers(process) for process in processes(asked) if process.port):
        _say("no world is running here: start one with tegata up")
        return 1
    # Nothing is started: a world that answers has its database running.
    surroundings, _ = start_database(read_environment(home=asked.home))
    return _say_link(World(surroundings), asked, asked.role)


@contextmanager
def world(asked: Namespace) -> Iterator[World]:
    """Start a world for as long as the block lasts."""
    began = time.monotonic()
    for process in processes(asked):
        _check_free(process)
    environment = read_environment(home=asked.home)
    environment.home.mkdir(parents=True, exist_ok=True)
    with _timed("PostgreSQL"):
        surroundings, stop_database = start_database(environment)
    running = World(surroundings)
    try:
        date = ("--date", asked.date.isoformat()) if asked.date else ()
        base = f"http://127.0.0.1:{asked.status_port}"
        with _timed("the world"):
            prepare = ("sandbox", "prepare", "--base", base, "--people", str(asked.people), *date)
            if running.run(*prepare) != 0:
                raise SystemExit(1)
        with _timed("press, worker, status, authority"):
            for process in processes(asked):
                running.start(process)
            for process in processes(asked):
                _await(process, running)
        _say(f"ready after {time.monotonic() - began:.1f} s")
        yield running
    finally:
        running.stop()
        stop_database()


def _check_free(process: Process) -> None:
    """Leave a port that somebody else serves: two worlds on one would answer by turns."""
    if process.port and _answers(process):
        raise SystemExit(
            f"Port {process.port} is in use, perhaps by another world."
            f" Stop that one, or choose another port with --{process.name}-port."
        )


def _await(process: Process, running: World) -> None:
    until = time.monotonic() + _PATIENCE
    while process.port and not _answers(process):
        if running.running[process].poll() is not None or time.monotonic() > until:
            log = running.surroundings.home / "log" / f"{process.name}.log"
            sys.stderr.write(log.read_text()[-2000:])
            raise SystemExit(f"{process.name} did not start; see {log}")
        time.sleep(0.05)


def _answers(process: Process) -> bool:
    connection = HTTPConnection("127.0.0.1", process.port, timeout=5)
    try:
        connection.request("GET", process.ready)
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _watch(running: World) -> None:
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: stopped.append(got))
    while not stopped:
        running.restart_the_fallen()
        time.sleep(0.2)
    _say("stopping")


@contextmanager
def _timed(words: str) -> Iterator[None]:
    began = time.monotonic()
    _say(f"{words} …")
    yield
    _say(f"{words}: {time.monotonic() - began:.1f} s")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _welcome(asked: Namespace, home: Path) -> str:
    return (
        f"lists and OCSP   http://127.0.0.1:{asked.status_port}\n"
        f"authority        http://127.0.0.1:{asked.authority_port}/authority/docs\n"
        f"tokens           {home / 'tokens'}\n"
        "Ctrl-C stops everything; the world is kept.\n"
        "pages, once, within ten minutes (then again with tegata link):"
    )


def _say_link(running: World, asked: Namespace, role: str) -> int:
    base = f"http://127.0.0.1:{asked.authority_port}"
    return running.run("sandbox", "link", "--role", role, "--base", base)


def _where(asked: Namespace) -> tuple[str, ...]:
    return (
        "--status",
        f"http://127.0.0.1:{asked.status_port}",
        "--authority",
        f"http://127.0.0.1:{asked.authority_port}",
    )


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="tegata up", description="Start a whole sandbox world.")
    add_arguments(parser)
    parser.add_argument("--story", action="store_true", help="play the story first")
    return parser


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what every command that starts a world takes."""
    parser.add_argument("--home", type=Path, help="where the world is kept (TEGATA_HOME)")
    parser.add_argument(
        "--date", type=read_moment, help="when a new world begins: 2023-05-11, in Japan"
    )
    parser.add_argument("--people", type=int, default=60, help="residents of a new world")
    parser.add_argument("--status-port", type=int, default=8080)
    parser.add_argument("--authority-port", type=int, default=8000)
