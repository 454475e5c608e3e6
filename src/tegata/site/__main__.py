"""The ``tegata`` command: ``tegata ROOM VERB …``."""

import importlib
import sys

from tegata.site.environment import choose_settings

PLAIN = {
    "card": ("tegata.site.card", "main"),
    "link": ("tegata.site.up", "link"),
    "story": ("tegata.site.up", "play"),
    "up": ("tegata.site.up", "main"),
    "verify": ("tegata.site.verify", "main"),
}
"""Commands that need no database of their own: word → module and function of its words."""


def main() -> int:
    """Run one command of one room; the exit code is 0 done, 1 refused, 2 misused."""
    words = sys.argv[1:]
    if words and words[0] in PLAIN:
        module, function = PLAIN[words[0]]
        return int(getattr(importlib.import_module(module), function)(words[1:]))
    choose_settings()
    importlib.import_module("django").setup()
    management = importlib.import_module("django.core.management")
    joined = "_".join(words[:2])
    if joined in management.get_commands():
        words = [joined, *words[2:]]
    management.execute_from_command_line(["tegata", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
