"""The ``tegata`` command: ``tegata ROOM VERB …``."""

import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line, get_commands


def main() -> int:
    """Run one command of one room; the exit code is 0 done, 1 refused, 2 misused."""
    settings_module()
    words = sys.argv[1:]
    joined = "_".join(words[:2])
    if joined in get_commands():
        words = [joined, *words[2:]]
    execute_from_command_line(["tegata", *words])
    return 0


def settings_module() -> None:
    """Load the settings by name, without a variable that a shell could change."""
    if not settings.configured:
        from tegata.site import settings as ours
    django.setup()
