"""``tegata people rename``."""

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.people import service
from tegata.authority.people.forms import Document, read_day
from tegata.authority.people.values import Kana, Name, PersonId
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Record one change of name."""

    help = "Record a change of name, which is read from the standard input as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("person", help="the person's identifier")
        parser.add_argument("--on", required=True, help="the day it happened")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Rename."""
        document = Document.parse(sys.stdin.read())
        done = service.change_name(
            ctx,
            person=PersonId.parse(options["person"]),
            name=document.read("name", Name),
            kana=document.read("kana", Kana),
            former_name=document.read_if_there("former_name", Name),
            on=read_day(options["on"]),
        )
        return f"the name of {done.person} is changed"
