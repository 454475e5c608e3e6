"""``tegata people resume``."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Let one reader of the feed go on."""

    help = "Let a stopped reader of the feed go on, once nothing is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("reader", help="the name of the reader")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Resume."""
        done = service.resume_feed(ctx, consumer=options["reader"])
        return f"{done.name} goes on after {done.confirmed}"
