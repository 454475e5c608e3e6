"""``tegata status revoke``."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.status.service import changes
from tegata.authority.status.values import Cause
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand
from tegata.pki.x509.names import CertificateName


class Command(UseCaseCommand):
    """Revoke one certificate."""

    help = "Revoke a certificate for good."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("name", help="issuer:serial, both hexadecimal")
        parser.add_argument("--cause", choices=[str(cause) for cause in Cause], required=True)
        parser.add_argument("--why", default="", help="a remark for the ledger")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Revoke."""
        name, cause = CertificateName.parse(options["name"]), Cause(options["cause"])
        done = changes.revoke(ctx, name=name, cause=cause, why=options["why"])
        return f"{done.name} is {done.state}"
