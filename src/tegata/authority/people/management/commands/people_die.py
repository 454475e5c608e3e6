"""``tegata people die``."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.authority.people.forms import read_day
from tegata.authority.people.values import PersonId
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Record one death."""

    help = "Record a death."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("person", help="the person's identifier")
        parser.add_argument("--on", required=True, help="the day it happened")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Record the death."""
        person = PersonId.parse(options["person"])
        done = service.record_death(ctx, person=person, on=read_day(options["on"]))
        return f"{done.person} is {done.standing}"
