"""``tegata ledger verify``."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand
from tegata.ledger import service


class Command(UseCaseCommand):
    """Examine the whole ledger."""

    help = "Prove that no entry of the ledger was changed, removed or reordered."

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - none yet
        """Verify."""
        verdict = service.verify(ctx, public_key=settings.TEGATA_LEDGER_PUBLIC_KEY)
        return f"{verdict.linked} entries proved, {verdict.unsealed} not sealed yet"
