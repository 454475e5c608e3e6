"""``tegata people watch``."""

from collections.abc import Mapping
from typing import Any

from tegata.authority.people import service
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Look for gaps in the feed."""

    help = "Look for gaps in the feed of residents, and show how far each reader has come."

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - none
        """Watch."""
        return "\n".join(
            f"{reader.name} confirmed {reader.confirmed}"
            + (f" and stands still: {reader.missing} is missing" if reader.missing else "")
            for reader in service.watch_feed(ctx)
        )
