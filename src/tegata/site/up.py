"""``tegata up``: a whole world in one command, until Ctrl-C.

The parent starts PostgreSQL, prepares the world and watches over its processes; it never touches
a row or a key itself.
"""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tegata.kit.core.problem import Problem
from tegata.kit.i18n.moments import read_moment
from tegata.kit.i18n.say import say as put_into_words
from tegata.sandbox.world.problems import WorldExists
from tegata.site.environment import Environment, read_environment, start_database
from tegata.site.homes import held, is_begun
from tegata.site.processes import Ending, Process, World, say

_LAST_PORT = 65535
_MOST_PEOPLE = 100_000


def processes(asked: Namespace) -> tuple[Process, ...]:
    """Name the processes of a world."""
    status, authority = str(asked.status_port), str(asked.authority_port)
    return (
        Process("press", ("press",), "press is ready"),
        Process("worker", ("worker",), "worker is ready"),
        Process("status", ("status", "--port", status), "/", asked.status_port),
        Process(
            "authority",
            ("authority", "--port", authority),
            "/authority/openapi.json",
            asked.authority_port,
        ),
    )


def main(words: Sequence[str]) -> int:
    """Start a world and stay, or play its story and leave."""
    parser = ArgumentParser(prog="tegata up", description="Start a whole sandbox world.")
    parser.add_argument("--story", action="store_true", help="play the story first")
    asked = _asked(parser, words)
    with world(asked) as running:
        if asked.story and running.run("sandbox", "story", *_where(asked)) != 0:
            return 1
        say(_welcome(asked, running.surroundings.home))
        _say_link(running, asked, "operator")
        while not running.ending.asked:
            running.restart_the_fallen()
            time.sleep(0.2)
        say("stopping")
    return 0


def play(words: Sequence[str]) -> int:
    """Start a world, play its story, and leave with its result."""
    parser = ArgumentParser(prog="tegata story", description="Play the main job, with proofs.")
    asked = _asked(parser, words)
    with world(asked) as running:
        return running.run("sandbox", "story", *_where(asked))


def link(words: Sequence[str]) -> int:
    """Say a one-time link to the pages of a running world."""
    parser = ArgumentParser(prog="tegata link", description="Make a one-time link to the pages.")
    parser.add_argument("--role", choices=["operator", "administrator"], default="operator")
    asked = _asked(parser, words)
    if not all(process.answers() for process in processes(asked) if process.port):
        say("no world is running here: start one with tegata up")
        return 1
    # Nothing is started: a world that answers has its database running.
    surroundings, _ = start_database(read_environment(home=asked.home))
    return _say_link(World(surroundings), asked, asked.role)


@contextmanager
def world(asked: Namespace) -> Iterator[World]:
    """Start a world for as long as the block lasts. What cannot be is refused before."""
    began = time.monotonic()
    environment = read_environment(home=asked.home)
    with _refusing(environment), held(environment.home):
        if asked.date and is_begun(environment.home):
            raise WorldExists(home=str(environment.home))
        for process in processes(asked):
            _check_free(process)
        ending = Ending()
        ending.listen()
        with _timed("PostgreSQL"):
            surroundings, stop_database = start_database(environment)
        running = World(surroundings, ending)
        try:
            _bring_up(running, asked)
            say(f"ready after {time.monotonic() - began:.1f} s")
            yield running
        finally:
            running.stop()
            stop_database()


def _bring_up(running: World, asked: Namespace) -> None:
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
            running.await_ready(process)


@contextmanager
def _refusing(environment: Environment) -> Iterator[None]:
    try:
        yield
    except Problem as refusal:
        said = put_into_words(refusal, environment.language)
        raise SystemExit(f"{said.sentence}\n{said.advice}\n[{refusal.code}]") from None


def _check_free(process: Process) -> None:
    """Leave a port that somebody else serves: two worlds on one would answer by turns."""
    if process.port and process.answers():
        raise SystemExit(
            f"Port {process.port} is in use, perhaps by another world."
            f" Stop that one, or choose another port with --{process.name}-port."
        )


@contextmanager
def _timed(words: str) -> Iterator[None]:
    began = time.monotonic()
    say(f"{words} …")
    yield
    say(f"{words}: {time.monotonic() - began:.1f} s")


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


def _asked(parser: ArgumentParser, words: Sequence[str]) -> Namespace:
    """Read what every command about a running world takes, before anything starts."""
    parser.add_argument("--home", type=Path, help="where the world is kept (TEGATA_HOME)")
    parser.add_argument(
        "--date", type=read_moment, help="when a new world begins: 2023-05-11, in Japan"
    )
    parser.add_argument("--people", type=_people, default=60, help="residents of a new world")
    parser.add_argument("--status-port", type=_port, default=8080)
    parser.add_argument("--authority-port", type=_port, default=8000)
    asked = parser.parse_args(words)
    if asked.status_port == asked.authority_port:
        parser.error(f"--status-port and --authority-port are both {asked.status_port}")
    return asked


def _port(text: str) -> int:
    return _number(text, "a port", 1, _LAST_PORT)


def _people(text: str) -> int:
    return _number(text, "a number of people", 0, _MOST_PEOPLE)


def _number(text: str, what: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ArgumentTypeError(f"“{text}” is no {what[2:]}: give {what}, {least} to {most}.")
    return int(text)
