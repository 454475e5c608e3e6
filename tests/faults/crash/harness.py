"""A world whose processes are killed outright, at random and in every gap between two commits."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg
from attrs import define, field, frozen

from faults.crash.gaps import Gap, Page

TESTS = Path(__file__).parents[2]
VICTIMS = ("press", "worker", "service")
_PATIENCE = 60.0
"""Seconds until a gap that nobody reaches, or a world that does not come to rest, is a failure."""
BEGINNING = "2023-09-01"


@frozen
class World:
    """A prepared world: its folder, its database, and where its server is."""

    home: Path
    url: str

    def variables(self) -> Mapping[str, str]:
        own = {
            "TEGATA_HOME": str(self.home),
            "TEGATA_DATABASE_URL": self.url,
            "TEGATA_PROCESS": "owner",
            "DJANGO_SETTINGS_MODULE": "tegata.site.settings",
            "PYTHONPATH": str(TESTS),
        }
        return {**os.environ, **own}

    def run(self, *words: str) -> str:
        """Run one ``tegata`` command to its end."""
        command = [sys.executable, "-m", "tegata.site", *words]
        done = subprocess.run(
            command, env=self.variables(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()


def prepare_world(home: Path, server: str, database: str) -> World:
    """Prepare a world in a new database."""
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {database}")
    world = World(home, _named(server, database))
    world.run("sandbox", "prepare", "--date", BEGINNING, "--people", "0")
    return world


@contextmanager
def copied(world: World, home: Path) -> Iterator[World]:
    """Give a copy of a prepared world that nobody runs, for as long as the block lasts."""
    database = f"{urlsplit(world.url).path.lstrip('/')}_{home.name}".replace("-", "_")
    shutil.copytree(world.home, home)
    with psycopg.connect(_named(world.url, "postgres"), autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {database} TEMPLATE {urlsplit(world.url).path[1:]}")
        try:
            yield World(home, _named(world.url, database))
        finally:
            owner.execute(f"DROP DATABASE {database} WITH (FORCE)")


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@define(eq=False)
class Zygote:
    """The process that starts and kills the others."""

    world: World
    popen: "subprocess.Popen[str]" = field(init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def __enter__(self) -> Self:
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "faults.crash.zygote"],
            env=self.world.variables(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.popen.communicate(timeout=_PATIENCE)

    def ask(self, word: str, about: object) -> str:
        """Send one command and take its answer."""
        with self._lock:
            assert self.popen.stdin is not None
            assert self.popen.stdout is not None
            self.popen.stdin.write(f"{word} {about}\n")
            self.popen.stdin.flush()
            return self.popen.stdout.readline().strip()


@define(eq=False)
class Victim:
    """One process that is killed and started again."""

    zygote: Zygote
    name: str
    entry: str
    page: Page
    deaths: Counter[Gap] = field(factory=Counter)
    fallen: list[str] = field(factory=list)
    pid: str = ""

    def start(self) -> None:
        self.page.leave()
        self.pid = self.zygote.ask("start", self.entry)

    def kill(self) -> Gap:
        """Kill it outright; tell where it stood."""
        answer = self.zygote.ask("kill", self.pid)
        if answer != "killed":
            self.fallen.append(f"{self.name} {answer}")
        return self.page.stands

    def die(self, wanted: Gap, chance: random.Random) -> None:
        """Be killed in a wanted gap, or anywhere, and start again."""
        if wanted is not Gap.ELSEWHERE:
            self._await(wanted)
        time.sleep(chance.uniform(0, 0.005 if wanted else 1.2))
        stood = self.kill()
        self.deaths[stood] += 1
        self.page.await_death_in(Gap.ELSEWHERE)
        self.start()

    def _await(self, gap: Gap) -> None:
        self.page.await_death_in(gap)
        until = time.monotonic() + _PATIENCE
        while self.page.stands is not gap:
            if time.monotonic() > until:
                raise AssertionError(f"nobody ever stood in {gap}")
            time.sleep(0.0005)


@frozen
class Outcome:
    """What a run of kills has done."""

    deaths: Counter[Gap]
    kills: Mapping[str, int]
    """How often each process was killed."""
    fallen: list[str]
    """Which processes ended by themselves, and how."""
    seconds: float

    def histogram(self) -> str:
        """Show how often death came in which gap."""
        rows = [
            f"{gap!s:<40}{self.deaths[gap]:>5}  {'#' * self.deaths[gap]}"
            for gap in sorted(Gap, key=lambda gap: gap or 99)
        ]
        kills = ", ".join(f"{count} of the {name}" for name, count in self.kills.items())
        head = f"{sum(self.kills.values())} kills in {self.seconds:.0f} s: {kills}"
        return "\n".join([head, *rows])


def plan(kills: int, each: int, chance: random.Random) -> dict[str, list[Gap]]:
    """Plan ``kills`` deaths of press and service, and a tenth of that of the worker.

    In every gap come ``each``, and the rest anywhere.
    """
    plans = {name: [gap for gap in Gap if gap.process == name] * each for name in VICTIMS}
    plans["worker"] += [Gap.ELSEWHERE] * (kills // 10)
    rest = kills - len(plans["press"]) - len(plans["service"])
    for name in chance.choices(("press", "service"), k=max(rest, 0)):
        plans[name].append(Gap.ELSEWHERE)
    for wanted in plans.values():
        chance.shuffle(wanted)
    return plans


def kill_around(
    world: World, plans: Mapping[str, list[Gap]], *, seed: int, service: str = "service"
) -> Outcome:
    """Let a world work while its processes die as planned; let it come to rest in the end."""
    began = time.monotonic()
    for evidence in ("acknowledged", "witness"):
        (world.home / evidence).touch()
    with Zygote(world) as zygote:
        victims = [
            Victim(zygote, name, service if name == "service" else name, Page.of(world.home, name))
            for name in VICTIMS
        ]
        for victim in victims:
            victim.start()
        with ThreadPoolExecutor(len(victims)) as killers:
            waiting = [
                killers.submit(_kill_often, victim, plans[victim.name], random.Random(seed))
                for victim in victims
            ]
            for each in waiting:
                each.result()
        _come_to_rest(world, zygote, victims)
    deaths = sum((victim.deaths for victim in victims), Counter())
    fallen = [words for victim in victims for words in victim.fallen]
    kills = {victim.name: victim.deaths.total() for victim in victims}
    return Outcome(deaths, kills, fallen, time.monotonic() - began)


def _kill_often(victim: Victim, wanted: list[Gap], chance: random.Random) -> None:
    for gap in wanted:
        victim.die(gap, chance)


def _come_to_rest(world: World, zygote: Zygote, victims: list[Victim]) -> None:
    # The service stops first; what it asked for is finished by press and worker.
    by_name = {victim.name: victim for victim in victims}
    by_name["service"].kill()
    time.sleep(1.1)  # a list is newer than the one before it by a second at least
    assert zygote.ask("wait", zygote.ask("start", "closing")) == "0"
    until = time.monotonic() + _PATIENCE
    with psycopg.connect(world.url, autocommit=True) as owner:
        while any(unfinished(owner).values()) and time.monotonic() < until:
            time.sleep(0.1)
    by_name["worker"].kill()
    by_name["press"].kill()


UNFINISHED = {
    "orders neither signed nor refused": "ca_order WHERE signature IS NULL AND findings = ''",
    "lists neither published nor withheld": (
        "status_list WHERE published_at IS NULL AND withheld = ''"
    ),
    "jobs not done": "procrastinate_jobs WHERE status IN ('todo', 'doing')",
    "ledger entries not sealed": (
        "ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry = e.id)"
    ),
}


def unfinished(owner: psycopg.Connection[tuple[int]]) -> dict[str, int]:
    """Count what a world at rest has none of."""
    found = {}
    for words, rows in UNFINISHED.items():
        counted = owner.execute(f"SELECT count(*) FROM {rows}").fetchone()
        assert counted is not None
        found[words] = counted[0]
    return found
