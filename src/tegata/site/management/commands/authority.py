"""``tegata authority``: run the authority's JSON."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces


class Command(BaseCommand):
    """Serve the authority's JSON until stopped."""

    requires_system_checks = ()
    help = "Serve the authority's JSON interface."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, **options: Any) -> None:
        """Run."""
        Granian(
            "tegata.site.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            blocking_threads=4,
            log_access=False,
        ).serve()
