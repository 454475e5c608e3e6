"""The folder of a world: made closed, held by one command at a time, thrown away on request."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tegata.kit.data import postgres
from tegata.sandbox.world.problems import HomeInUse, HomeUnusable, NoWorld
from tegata.site.environment import embedded_place

LOCK = "lock"
_FOLDERS = ("keys", "makers", "workshop", "certificates", "log", "postgres")
_FILES = ("callers", "sandbox", "tokens", LOCK)


def is_begun(home: Path) -> bool:
    """Whether a world has its CA keys here: it goes on at its own time."""
    return any((home / "keys" / "press").glob("*.pem"))


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Make a home where there is none, and keep others out while the block lasts.

    Raises HomeInUse, HomeUnusable.
    """
    try:
        home.mkdir(mode=_mode(home), parents=True, exist_ok=True)
        lock = (home / LOCK).open("a")
    except OSError as why:
        raise HomeUnusable(home=str(home), why=why.strerror or "") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeInUse(home=str(home)) from None
        yield


def forget(home: Path) -> None:
    """Throw a world away: its database, and of the folder what a world puts there.

    Raises NoWorld, HomeInUse, HomeUnusable.
    """
    place = embedded_place(home)
    if not place.exists() and not any((home / name).exists() for name in ("keys", "callers")):
        raise NoWorld(home=str(home))
    with held(home):
        if (place / "data").exists():
            postgres.start(place).stop()
        shutil.rmtree(place, ignore_errors=True)
        for name in _FOLDERS:
            shutil.rmtree(home / name, ignore_errors=True)
        for name in _FILES:
            (home / name).unlink(missing_ok=True)
    if not any(home.iterdir()):
        home.rmdir()


def _mode(home: Path) -> int:
    # Root's server runs as an account of its own, which passes through to a database inside.
    inside = embedded_place(home).is_relative_to(home)
    return 0o711 if os.geteuid() == 0 and inside else 0o700
