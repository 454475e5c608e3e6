"""``tegata status show``."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.status.service import changes
from tegata.kit.core.context import Context
from tegata.kit.web.commands import UseCaseCommand
from tegata.pki.x509.names import CertificateName


class Command(UseCaseCommand):
    """Show one certificate."""

    help = "Show the state of a certificate."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("name", help="issuer:serial, both hexadecimal")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Look up."""
        found = changes.look_up(ctx, name=CertificateName.parse(options["name"]))
        since = f" since {found.revocation.since:%Y-%m-%dT%H:%M:%SZ}" if found.revocation else ""
        return f"{found.name} is {found.state}{since}"
