"""``tegata people show``."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.authority.people.values import PersonId
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Show how one person stands."""

    help = "Show how a person stands; nothing of the record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("person", help="the person's identifier")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Look up."""
        found = service.look_up(ctx, person=PersonId.parse(options["person"]))
        return f"{found.person} is {found.standing} since {found.since}"
