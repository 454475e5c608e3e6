"""The ``tegata`` command: ``tegata ROOM VERB …``."""

import importlib
import sys
from typing import Any

from tegata.kit.core.problem import Problem
from tegata.kit.i18n.say import say
from tegata.site.environment import choose_settings, read_environment

PLAIN = {
    "card": ("tegata.site.card", "main", "Read, use and serve cards and phones."),
    "link": ("tegata.site.up", "link", "Make a one-time link to the pages of a running world."),
    "story": ("tegata.site.up", "play", "Start a world, play the main job with proofs, and leave."),
    "up": ("tegata.site.up", "main", "Start a whole sandbox world, and stay."),
    "verify": ("tegata.site.verify", "main", "Judge a certificate's path, offline."),
}
"""Commands that need no database of their own: word → module, function, and what it does."""


def main() -> int:
    """Run one command of one room; the exit code is 0 done, 1 refused, 2 misused."""
    words = sys.argv[1:]
    if words and words[0] in PLAIN:
        module, function, _ = PLAIN[words[0]]
        return int(getattr(importlib.import_module(module), function)(words[1:]))
    choose_settings()
    importlib.import_module("django").setup()
    management = importlib.import_module("django.core.management")
    if words[:1] in ([], ["help"], ["-h"], ["--help"]):
        sys.stdout.write(_overview(management))
        return 0
    joined = "_".join(words[:2])
    if joined in management.get_commands():
        words = [joined, *words[2:]]
    try:
        management.execute_from_command_line(["tegata", *words])
    except Problem as refusal:  # a process that may not start
        said = say(refusal, read_environment().language)
        sys.stderr.write(f"{said.sentence}\n{said.advice}\n[{refusal.code}]\n")
        return 1
    return 0


def _overview(management: Any) -> str:
    """List the house's own commands, and leave out those that Django brings along."""
    ours = {
        name.replace("_", " ", 1): management.load_command_class(app, name).help
        for name, app in management.get_commands().items()
        if str(app).startswith("tegata.")
    }
    lines = {name: words for name, (_, _, words) in PLAIN.items()} | ours
    listed = "\n".join(f"  {name:24}{lines[name]}" for name in sorted(lines))
    return f"tegata COMMAND …, and tegata COMMAND --help for what it takes:\n\n{listed}\n"


if __name__ == "__main__":
    sys.exit(main())
