"""``tegata ca ceremony``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from tegata.authority.ca import rules
from tegata.authority.ca.service.ceremony import hold_ceremony
from tegata.kit.core.context import Context
from tegata.kit.data.keyfile import KeyFolder
from tegata.kit.web.commands import UseCaseCommand


class Command(UseCaseCommand):
    """Make CA keys."""

    help = "Make the CA keys that one reviewed file plans."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="the reviewed file (TOML)")
        parser.add_argument(
            "--base", default="http://127.0.0.1:8080", help="where lists and answers are served"
        )

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Hold the ceremony."""
        environment = settings.ENVIRONMENT
        keys = KeyFolder(environment.home / "keys" / "press", environment.passphrase("press"))
        ceremony = rules.read_ceremony(options["file"].read_text(), options["base"])
        made = hold_ceremony(
            ctx,
            ceremony=ceremony,
            base=options["base"],
            make_key=keys.make,
            sign=lambda tbs, issuer: keys.open(str(issuer)).sign(tbs),
        )
        return "\n".join(
            f"{each.family} {each.number}: key {each.key_id},"
            f" {each.certificate.not_before:%Y-%m-%d} to {each.certificate.not_after:%Y-%m-%d}"
            for each in made
        )
