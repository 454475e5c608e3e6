"""The ``tegata`` command: ``tegata ROOM VERB …``."""

import importlib
import sys
from collections.abc import Mapping, Sequence

from tegata.site.environment import choose_settings, read_environment

PLAIN = {
    "card": ("tegata.site.card", "main", "Read, use and serve cards and phones."),
    "link": ("tegata.site.up", "link", "Make a one-time link to the pages of a running world."),
    "story": ("tegata.site.up", "play", "Start a world, play the main job with proofs, and leave."),
    "up": ("tegata.site.up", "main", "Start a whole sandbox world, and stay."),
    "verify": ("tegata.site.verify", "main", "Judge a certificate's path, offline."),
}
"""Commands that need no database of their own: word → module, function, and what it does."""

_HELP = {"help", "-h", "--help"}


def main() -> int:
    """Run one command of one room; the exit code is 0 done, 1 refused, 2 misused."""
    words = sys.argv[1:]
    if words and words[0] in PLAIN:
        module, function, _ = PLAIN[words[0]]
        return int(getattr(importlib.import_module(module), function)(words[1:]))
    choose_settings()
    importlib.import_module("django").setup()
    ours = _ours()
    for count in (2, 1):
        name = " ".join(words[:count])
        if name in ours:
            return _run(name, ours[name], words[count:])
    return _overview(words, ours)


def _ours() -> Mapping[str, str]:
    """Name the house's own commands, and the app of each: what Django brings along is refused.

    Some of it would print the four items of everybody, or throw them away.
    """
    known = importlib.import_module("django.core.management").get_commands()
    return {
        name.replace("_", " ", 1): app
        for name, app in known.items()
        if isinstance(app, str) and app.startswith("tegata.")
    }


def _run(name: str, app: str, words: Sequence[str]) -> int:
    load = importlib.import_module("django.core.management").load_command_class
    commands = importlib.import_module("tegata.kit.web.commands")
    return int(commands.run_command(load(app, name.replace(" ", "_")), name, words))


def _overview(words: Sequence[str], ours: Mapping[str, str]) -> int:
    """List what may be typed: everything, or the verbs of one room; refuse what nobody knows."""
    load = importlib.import_module("django.core.management").load_command_class
    asked = [word for word in words if word not in _HELP]
    meant = {name for name in (*PLAIN, *ours) if name.split()[: len(asked)] == asked}
    if not meant:
        return _unknown(asked, ours)
    lines = {name: words for name, (_, _, words) in PLAIN.items() if name in meant}
    for name in meant - PLAIN.keys():
        lines[name] = load(ours[name], name.replace(" ", "_")).help
    listed = "\n".join(f"  {name:24}{lines[name]}" for name in sorted(lines))
    sys.stdout.write(
        f"tegata COMMAND …, and tegata COMMAND --help for what it takes:\n\n{listed}\n"
    )
    return 0


def _unknown(asked: Sequence[str], ours: Mapping[str, str]) -> int:
    """Refuse a command; name those of its room, or every room's first word."""
    commands = importlib.import_module("tegata.kit.web.commands")
    say = importlib.import_module("tegata.kit.i18n.say")
    verbs = sorted(name for name in ours if name.split()[0] == asked[0])
    known = verbs or sorted({name.split()[0] for name in (*PLAIN, *ours)})
    problem = commands.CommandUnknown(command=" ".join(asked), known=", ".join(known))
    sys.stderr.write(f"{say.lines(problem, read_environment().language)}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
