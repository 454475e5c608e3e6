"""``tegata enrolment hold``."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from tegata.authority.enrolment.service import cohorts
from tegata.authority.status.public import Cohort
from tegata.kit.core.context import Context
from tegata.kit.i18n.moments import read_moment
from tegata.kit.web.commands import UseCaseCommand
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import KeyId

_KINDS = ["card-sign", "card-auth", "phone-sign", "phone-auth"]


class Command(UseCaseCommand):
    """Put a cohort of certificates on hold."""

    help = "Count the good certificates of a cohort; with --do, put them on hold."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("issuer", help="the CA key's identifier, hexadecimal")
        parser.add_argument("kind", choices=_KINDS)
        parser.add_argument("--from", dest="issued_from", type=read_moment, required=True)
        parser.add_argument("--to", dest="issued_to", type=read_moment, required=True)
        parser.add_argument("--municipality", help="the five-digit code")
        parser.add_argument("--why", type=_code, default="", help="a code, as of an incident")
        parser.add_argument("--do", action="store_true", help="without it, only count")

    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Count; hold in batches, so that an interrupted run goes on where it stopped."""
        cohort = Cohort(
            KeyId.parse(options["issuer"]),
            CertificateKind(options["kind"]),
            options["issued_from"],
            options["issued_to"],
            options["municipality"],
        )
        if not options["do"]:
            return f"{cohorts.count(ctx, cohort=cohort)} certificates would be put on hold"
        held = 0
        while some := cohorts.hold_some(ctx, cohort=cohort, why=options["why"]):
            held += some
        return f"{held} certificates are on hold"


def _code(text: str) -> str:
    """Take no words: the ledger forgets nothing."""
    if not re.fullmatch(r"[A-Za-z0-9-]{0,40}", text):
        raise ValueError
    return text
