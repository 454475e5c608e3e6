"""Worlds of a test's own: in a folder, on ports and with a database that nobody else uses."""

import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tegata.site.environment import embedded_place

ROOT = Path(__file__).parents[2]
SUITE = ("TEGATA_", "DJANGO_")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def home() -> Iterator[Path]:
    """Name a folder for a world, and clear it away with its database afterwards."""
    place = Path(f"/var/tmp/tegata-journey-{free_port()}")
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(embedded_place(place), ignore_errors=True)


def around(**more: str) -> Mapping[str, str]:
    """Give the environment of a newcomer: nothing of the suite's settings, our commands on PATH."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SUITE)}
    return {**kept, "PATH": f"{ROOT / '.venv' / 'bin'}:{kept['PATH']}", **more}
