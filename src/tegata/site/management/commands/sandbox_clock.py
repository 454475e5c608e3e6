"""``tegata sandbox clock``."""

import re
from argparse import ArgumentTypeError
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import CommandParser

from tegata.kit.core.calendar import JST
from tegata.kit.core.context import Context
from tegata.kit.i18n.moments import read_moment
from tegata.kit.web.commands import UseCaseCommand
from tegata.sandbox.world.public import move_clock

_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class Command(UseCaseCommand):
    """Show or move the world's clock."""

    help = "Show the world's time, or move it on: --forward 1d, --to 2023-09-30T23:59:00."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--utc", action="store_true", help="say it as libfaketime wants it")
        moved = parser.add_mutually_exclusive_group()
        moved.add_argument("--to", type=read_moment, help="a moment, in Japan unless it says where")
        moved.add_argument("--forward", type=_period, help="a number and d, h or m: 1d, 36h, 90m")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Move, if asked to; say what time it is."""
        to: datetime = options["to"] or ctx.now + (options["forward"] or timedelta(0))
        if to != ctx.now:
            move_clock(ctx, to=to)
        if options["utc"]:
            return f"{to:%Y-%m-%d %H:%M:%S}"
        return f"{to.astimezone(JST):%Y-%m-%d %H:%M:%S} in Japan, {to:%Y-%m-%dT%H:%M:%SZ}"


def _period(text: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,5})([dhm])", text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is no period: write a number and d, h or m, as in 1d.")
    return int(found[1]) * _UNITS[found[2]]
