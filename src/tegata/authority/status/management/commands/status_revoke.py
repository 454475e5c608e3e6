"""``tegata status revoke``."""

from argparse import ArgumentTypeError
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.status.rules.states import GIVEN
from tegata.authority.status.service import changes
from tegata.authority.status.values import LONGEST_REMARK, Cause
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand
from tegata.pki.x509.names import CertificateName

_WHY = "why, in your words; the ledger keeps its SHA-256 alone, so keep the text where you need it"


class Command(UseCaseCommand):
    """Revoke one certificate."""

    help = "Revoke a certificate for good."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("name", help="issuer:serial, both hexadecimal")
        parser.add_argument("--cause", choices=[str(cause) for cause in GIVEN], required=True)
        parser.add_argument("--why", type=_remark, required=True, help=_WHY)

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Revoke."""
        name, cause = CertificateName.parse(options["name"]), Cause(options["cause"])
        done = changes.revoke(ctx, name=name, cause=cause, why=options["why"])
        return f"{done.name} is {done.state}"


def _remark(text: str) -> str:
    if not 1 <= len(text) <= LONGEST_REMARK:
        raise ArgumentTypeError(f"between 1 and {LONGEST_REMARK} characters, not {len(text)}")
    return text
