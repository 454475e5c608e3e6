"""The ``tegata`` command: ``tegata ROOM VERB …``."""

import importlib
import sys

from tegata.site.environment import choose_settings

PLAIN = {"card": "tegata.site.card", "up": "tegata.site.up", "verify": "tegata.site.verify"}
"""Commands that need no database: word → module with ``main(words) -> exit code``."""


def main() -> int:
    """Run one command of one room; the exit code is 0 done, 1 refused, 2 misused."""
    words = sys.argv[1:]
    if words and words[0] in PLAIN:
        module = importlib.import_module(PLAIN[words[0]])
        return int(module.main(words[1:]))
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
