"""``tegata people register``."""

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.authority.people.forms import Document, read_day, read_record
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Enter one resident."""

    help = "Enter a resident, whose record is read from the standard input as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--on", required=True, help="the day it happened")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Register. The record never stands on the command line, where everybody could read it."""
        record = read_record(Document.parse(sys.stdin.read()))
        done = service.register(ctx, record=record, on=read_day(options["on"]))
        return f"{done.person} is {done.standing}"
