"""``tegata status``: run the status process."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvloop
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tegata.authority.status.door import StatusDoor, run
from tegata.kit.data.keyfile import KeyFolder


class Command(BaseCommand):
    """Answer OCSP and serve lists until stopped."""

    requires_system_checks = ()
    help = "Answer OCSP and serve revocation lists."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8080)

    def handle(self, **options: Any) -> None:
        """Run."""
        environment = settings.ENVIRONMENT
        keys = KeyFolder(environment.home / "keys" / "status", environment.passphrase("status"))
        with ThreadPoolExecutor(max_workers=4) as threads:
            door = StatusDoor(keys, threads)
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(run(door, options["host"], options["port"]))
