"""``tegata sandbox prepare``: bring a world into being, or up to date."""

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from tegata.authority.ca.public import Generation, generations
from tegata.kit.core.context import Actor, Channel, Role
from tegata.kit.core.problem import Problem
from tegata.kit.data.context import make_context
from tegata.kit.data.entropy import SystemEntropy
from tegata.kit.data.keyfile import Ed25519Signer, write_key
from tegata.kit.data.schedule import plan
from tegata.kit.data.world_clock import WorldClock
from tegata.kit.i18n.moments import read_moment
from tegata.kit.web.commands import refused
from tegata.pki.profiles.rulebook import sandbox
from tegata.sandbox.scenario.public import Workshop
from tegata.sandbox.world import public as world
from tegata.sandbox.world.problems import KeysMissing, WorldExists
from tegata.site.environment import sandbox_mark
from tegata.site.schedules import SCHEDULES

CALLERS = {
    "app": (Role.PERSON, Channel.APP),
    "web": (Role.PERSON, Channel.WEB),
    "operator": (Role.OPERATOR, Channel.PHONE_CALL),
    "clerk": (Role.CLERK, Channel.COUNTER),
    "shop": (Role.SHOP_STAFF, Channel.WEB),
    "administrator": (Role.ADMINISTRATOR, Channel.COMMAND),
}
"""Who calls the sandbox's interfaces; their tokens are made with the world."""
_CEREMONY = Path(__file__).parents[2] / "ceremony.toml"
_ACTOR = Actor(Role.ADMINISTRATOR, "sandbox", Channel.COMMAND)


class Command(BaseCommand):
    """Prepare a world: whatever it already has is kept."""

    requires_system_checks = ()
    help = "Prepare the sandbox: schema, keys, CA, clock, people, schedules."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--date", type=read_moment, help="when a new world begins, in Japan")
        parser.add_argument("--people", type=int, default=60)
        parser.add_argument("--base", default="http://127.0.0.1:8080")

    def handle(self, **options: Any) -> None:
        """Prepare, step by step."""
        home = settings.ENVIRONMENT.home
        self._step("schema and roles", lambda: call_command("database_prepare", verbosity=0))
        made = generations()
        if made:
            self._go_on(made, options)
        home.mkdir(parents=True, exist_ok=True)
        sandbox_mark(home).touch()
        passphrase = settings.ENVIRONMENT.passphrase("worker")
        self._step("keys and callers", lambda: _make_keys(home, passphrase))
        if not made:
            self._begin(options)
        self._step("a maker of phones", lambda: _trust_the_maker(home))
        now = make_context(_ACTOR).now
        for job, period in SCHEDULES.items():
            plan(job, first=now, period=period)

    def _begin(self, options: Mapping[str, Any]) -> None:
        """Begin a new world. The keys come last: a world without them begins again."""
        if options["date"]:
            world.move_clock(make_context(_ACTOR), to=options["date"])
        ctx = make_context(_ACTOR)
        self._step("people", lambda: world.populate(ctx, count=options["people"]))
        self._step(
            "key ceremony",
            lambda: call_command("ca_ceremony", _CEREMONY, base=options["base"], verbosity=0),
        )

    def _go_on(self, made: Sequence[Generation], options: Mapping[str, Any]) -> None:
        """Look whether an older world is whole, and served where its certificates say."""
        try:
            _check_whole(settings.ENVIRONMENT.home, made, dated=bool(options["date"]))
        except Problem as refusal:
            raise refused(refusal) from None
        base = options["base"]
        if any(each.rulebook.cps != sandbox(base).cps for each in made):
            named = made[0].rulebook.cps.rpartition("/")[0]
            self.stderr.write(
                f"  warning: this world's certificates name {named} for lists and OCSP, which is"
                f" now served at {base}: who follows them finds nobody"
            )

    def _step(self, words: str, act: Any) -> None:
        sys.stdout.write(f"  {words} …\n")
        sys.stdout.flush()
        act()


def _check_whole(home: Path, made: Sequence[Generation], *, dated: bool) -> None:
    keys = home / "keys"
    files = [keys / "ledger.pem", *(keys / "press" / f"{each.key_id}.pem" for each in made)]
    missing = [file.name for file in files if not file.exists()]
    if missing:
        raise KeysMissing(home=str(home), missing=missing[0])
    if dated:
        raise WorldExists(home=str(home))


def _trust_the_maker(home: Path) -> None:
    """Found the sandbox's maker of secure elements, and let enrolment believe its statements."""
    maker = Workshop(home / "workshop", WorldClock(), make_context(_ACTOR)).maker()
    (home / "makers").mkdir(exist_ok=True)
    (home / "makers" / "sandbox.der").write_bytes(maker.root)


def _make_keys(home: Path, passphrase: bytes) -> None:
    if not (home / "keys" / "ledger.pem").exists():
        signer = Ed25519Signer(Ed25519PrivateKey.generate())
        write_key(home / "keys" / "ledger.pem", signer.key, passphrase)
        (home / "keys" / "ledger.pub").write_bytes(signer.public_key)
    if not (home / "callers").exists():
        tokens = {name: SystemEntropy().draw(24).hex() for name in CALLERS}
        _write_secret(home / "tokens", "".join(f"{n} {t}\n" for n, t in tokens.items()))
        (home / "callers").write_text(
            "".join(
                f"{hashlib.sha256(tokens[name].encode()).hexdigest()} {role} {name} {channel}\n"
                for name, (role, channel) in CALLERS.items()
            )
        )


def _write_secret(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
