"""``tegata sandbox link``: a one-time link to the pages."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.kit.core.context import Context, Role
from tegata.kit.web.commands import UseCaseCommand
from tegata.kit.web.visits import make_link


class Command(UseCaseCommand):
    """Make a link that opens the pages once, in a role."""

    help = "Make a one-time link to the pages; it is good for ten minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--role", choices=["operator", "administrator"], default="operator")
        parser.add_argument("--base", default="http://localhost:8000")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Make it."""
        token = make_link(ctx, role=Role(options["role"]))
        return f"{options['base']}/authority/enter?token={token}"
