"""A command is a use-case with an exit code: 0 done, 1 refused, 2 misused."""

import getpass
import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.core.problem import Problem
from tegata.kit.data.context import make_context
from tegata.kit.i18n.say import say


class UseCaseCommand(BaseCommand):
    """A command of one use-case: ``run`` returns the sentence to print."""

    requires_system_checks = ()

    def handle(self, **options: Any) -> str:
        """Make the context, run, and turn a refusal into an exit code with its advice."""
        name = re.sub(r"[^a-z0-9._-]", "-", getpass.getuser().lower()) or "unknown"
        try:
            ctx = make_context(Actor(Role.ADMINISTRATOR, name, Channel.COMMAND))
            return self.run(ctx, options)
        except OperationalError as silence:
            raise CommandError(
                f"The world's database does not answer: {str(silence).splitlines()[0]}\n"
                "Start the world (tegata up), or name its folder in TEGATA_HOME."
            ) from None
        except Problem as refusal:
            said = say(refusal, settings.TEGATA_LANGUAGE)
            raise CommandError(f"{said.sentence}\n{said.advice}\n[{refusal.code}]") from None

    @abstractmethod
    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Parse the options, call one use-case, and say what was done."""
