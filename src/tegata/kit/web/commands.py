"""A command is a use-case with an exit code: 0 done, 1 refused, 2 misused."""

import getpass
import re
import sys
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.core.problem import Kind, Problem
from tegata.kit.data.context import make_context
from tegata.kit.i18n.say import lines


@define(auto_exc=True, slots=False)
class DatabaseSilent(Problem):
    """No server answers where the world's database should be."""

    kind = Kind.UNAVAILABLE
    code = "kit.database-silent"
    sentence = "The world's database does not answer: %(why)s"
    advice = "Start the world (tegata up), or name its folder in TEGATA_HOME."

    why: str


@define(auto_exc=True, slots=False)
class CommandUnknown(Problem):
    """Nobody here has the command; what a framework brings along is none of ours."""

    kind = Kind.NOT_FOUND
    code = "kit.command-unknown"
    sentence = "There is no command “tegata %(command)s”."
    advice = "Choose one of these: %(known)s."

    command: str
    known: str


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
            raise refused(DatabaseSilent(why=str(silence).splitlines()[0])) from None
        except Problem as refusal:
            raise refused(refusal) from None

    @abstractmethod
    def run(self, ctx: Context, options: Mapping[str, Any]) -> str:
        """Parse the options, call one use-case, and say what was done."""


def refused(problem: Problem, *, code: int = 1) -> CommandError:
    """Make a refusal what a command ends with, in the language of whoever types it."""
    return CommandError(lines(problem, settings.TEGATA_LANGUAGE), returncode=code)


def run_command(command: BaseCommand, typed: str, words: Sequence[str]) -> int:
    """Run a command that was typed; say a refusal, and nothing else, on standard error."""
    command._called_from_command_line = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's switch: misuse ends with 2
    options = vars(command.create_parser("tegata", typed).parse_args(words))
    try:
        command.execute(*options.pop("args", ()), **options)
    except Problem as refusal:  # a process that may not start
        ended = refused(refusal)
    except CommandError as refusal:
        ended = refusal
    else:
        return 0
    sys.stderr.write(f"{ended}\n")
    return ended.returncode
