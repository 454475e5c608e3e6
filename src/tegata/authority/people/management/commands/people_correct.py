"""``tegata people correct``."""

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.authority.people.forms import Document, read_correction, read_day
from tegata.authority.people.values import PersonId
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Correct one record."""

    help = "Correct a record ex officio; what is right is read from the standard input as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("person", help="the person's identifier")
        parser.add_argument("--on", required=True, help="the day it happened")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Correct."""
        person = PersonId.parse(options["person"])
        correction = read_correction(Document.parse(sys.stdin.read()))
        done = service.correct(
            ctx, person=person, correction=correction, on=read_day(options["on"])
        )
        return f"the record of {done.person} is corrected"
