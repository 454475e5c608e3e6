"""Starts processes by forking one that has everything imported, kills them, and says how they died.

Reads one command a line: ``start NAME``, ``kill PID``, ``wait PID``. Every process is a real one, with
connections of its own; only the second that Python needs to import is spared.
"""

import os
import signal
import sys
import traceback
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.db import connection  # noqa: E402

from faults.crash.entries import ENTRIES, ROLES  # noqa: E402


def start(name: str) -> int:
    """Fork a process."""
    child = os.fork()
    if child:
        return child
    _become(name)
    code = 1
    try:
        ENTRIES[name](settings.ENVIRONMENT.home)
        code = 0
    except BaseException:  # noqa: BLE001 - the child's last word, whatever it is
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(code)


def _become(name: str) -> None:
    home: Path = settings.ENVIRONMENT.home
    with (home / f"{name}.log").open("ab", buffering=0) as log, Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    connection.settings_dict["USER"] = f"tegata_{ROLES.get(name, 'authority')}"


def kill(pid: int) -> str:
    """Kill a process outright; tell whether it had ended by itself."""
    found, ended = os.waitpid(pid, os.WNOHANG)
    if found:
        return f"ended by itself {os.waitstatus_to_exitcode(ended)}"
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "killed"


def wait(pid: int) -> str:
    """Wait for a process to end; tell with which exit code."""
    return str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def main() -> None:
    """Do as told until nobody tells; leave nobody behind."""
    living: set[int] = set()
    for line in sys.stdin:
        word, about = line.split()
        if word == "start":
            living.add(pid := start(about))
            answer = str(pid)
        else:
            living.remove(int(about))
            answer = kill(int(about)) if word == "kill" else wait(int(about))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for pid in living:
        kill(pid)


if __name__ == "__main__":
    main()
