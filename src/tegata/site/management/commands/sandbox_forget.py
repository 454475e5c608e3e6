"""``tegata sandbox forget``: throw a world away."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tegata.kit.core.problem import Problem
from tegata.kit.web.commands import refused
from tegata.sandbox.world.problems import NotForgotten
from tegata.site.homes import forget


class Command(BaseCommand):
    """Throw a world away; it needs no database that answers."""

    requires_system_checks = ()
    help = "Throw a world away for good: its keys, tokens and database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--home", type=Path, default=settings.ENVIRONMENT.home)
        parser.add_argument("--yes", action="store_true", help="mean it")

    def handle(self, **options: Any) -> str:
        """Throw it away, if it is meant."""
        home = options["home"].absolute()
        try:
            if not options["yes"] or settings.ENVIRONMENT.database_url:
                raise NotForgotten(home=str(home))
            forget(home)
        except Problem as refusal:
            raise refused(refusal) from None
        return f"{home} is forgotten"
