"""A room of its own for PC/SC: private network and /run, pcscd, and our card in its reader."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from attrs import define

from makers.cards import enrol, make_card, make_phone, make_seal
from tegata.card.shelves import FolderShelf
from tegata.card.values import Token

_PREPARE = """
ip link set lo up &&
mount -t tmpfs none /run && mkdir /run/pcscd &&
echo ready && exec sleep 600
"""
NEEDED = ("unshare", "nsenter", "ip", "pcscd", "vpcd-config")
"""vpcd itself is a driver and no program; vpcd-config comes with it."""


@define
class Room:
    """Runs programs beside the card."""

    pid: int

    def run(self, *command: object) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end: its output is text, stderr kept apart."""
        return subprocess.run(
            [*self._inside(), *map(str, command)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def await_card(self) -> None:
        """Ask until pcscd has seen the card: it looks every 400 ms."""
        for _ in range(50):
            if self.run("opensc-tool", "--reader", 0, "--atr").stdout:
                return
            sleep(0.1)
        pytest.fail("pcscd does not see the card in its reader")

    def tegata_card(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run one of our own commands, over pyscard."""
        return self.run(sys.executable, "-m", "tegata.site.card", *arguments)

    def start(self, *command: object) -> "subprocess.Popen[str]":
        """Start a program that stays."""
        return subprocess.Popen(
            [*self._inside(), *map(str, command)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _inside(self) -> list[str]:
        return ["nsenter", "-t", str(self.pid), "-n", "-m"]


@contextmanager
def room_with(token: Token, folder: Path, *, required: bool) -> Iterator[Room]:
    """Make a card or an enrolled phone, and give a room in which it lies on the reader."""
    _must_be_root(required=required)
    _make(token, folder)
    with _started(["unshare", "-n", "-m", "sh", "-c", _PREPARE], "ready") as holder:
        room = Room(holder.pid)
        pcscd = room.start("pcscd", "--foreground")
        serve = room.start(
            sys.executable, "-m", "tegata.site.card", "serve", folder / "card",
            "--secret", folder / "secret", "--wait", 10,
        )  # fmt: skip
        try:
            _await(serve, f"inserted {token}")
            room.await_card()
            yield room
        finally:
            _end(serve)
            _end(pcscd)


def _must_be_root(*, required: bool) -> None:
    if os.geteuid() != 0:
        why = "a private PC/SC room needs root: unshare -n -m"
        pytest.fail(why) if required else pytest.skip(why)


def _make(token: Token, folder: Path) -> None:
    shelf, seal = FolderShelf(folder / "card"), make_seal()
    (folder / "secret").write_bytes(seal.secret)
    if token is Token.CARD:
        make_card(shelf, seal)
    else:
        enrol(make_phone(shelf, seal))


@contextmanager
def _started(command: list[str], until: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _await(process, until)
        yield process
    finally:
        _end(process)


def _await(process: "subprocess.Popen[str]", until: str) -> None:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line == until, line + process.stdout.read()


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(timeout=10)
    if process.stdout is not None:
        process.stdout.close()
