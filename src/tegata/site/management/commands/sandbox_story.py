"""``tegata sandbox story``: play the story in a running world."""

import sys
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from ssl import DER_cert_to_PEM_cert
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tegata.authority.people import public as people
from tegata.kit.core.calendar import day_in_japan
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.core.problem import Problem
from tegata.kit.data.context import make_context
from tegata.kit.data.world_clock import WorldClock, read_offset
from tegata.kit.web.commands import refused
from tegata.ledger.public import Verdict, verify
from tegata.sandbox.scenario import public as scenario
from tegata.sandbox.world.public import move_clock

_ACTOR = Actor(Role.ADMINISTRATOR, "sandbox", Channel.COMMAND)
_MOVED = timedelta(minutes=1)


class Command(BaseCommand):
    """Play the main job and print each step with its proofs."""

    requires_system_checks = ()
    help = "Play the life of one phone certificate, with proofs from outside."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--status", default="http://127.0.0.1:8080")
        parser.add_argument("--authority", default="http://127.0.0.1:8000")

    def handle(self, **options: Any) -> None:
        """Play; a broken proof ends with exit code 1."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                cast = _cast(Path(folder), options["status"], options["authority"])
                _say(f"person {cast.holder}")
                broken = _tell(scenario.play(cast))
                _leave_certificates(cast)
            except Problem as refusal:
                raise refused(refusal) from None
        if broken:
            raise CommandError(f"{broken} proofs are broken")


def _leave_certificates(cast: scenario.Cast) -> None:
    """Leave the last certificates where people can try other programs on them."""
    folder = settings.ENVIRONMENT.home / "certificates"
    folder.mkdir(exist_ok=True)
    for name, octets in scenario.certificates(cast).items():
        (folder / f"{name}.pem").write_text(DER_cert_to_PEM_cert(octets))
    _say(f"   certificates: {folder}")


def _tell(steps: Iterable[scenario.Step]) -> int:
    broken = 0
    for number, step in enumerate(steps, start=1):
        _say(f"{number:2} {step.japanese} — {step.english}")
        for proof in step.proofs:
            _say(f"     {proof.verdict} {proof.by}: {proof.said}")
            broken += proof.verdict is scenario.Verdict.BROKEN
    return broken


def _cast(folder: Path, status: str, authority: str) -> scenario.Cast:
    ctx = make_context(_ACTOR)
    home = settings.ENVIRONMENT.home
    tokens = scenario.read_tokens(home / "tokens")
    workshop = scenario.Workshop(home / "workshop", WorldClock(), ctx)
    today = day_in_japan(ctx.now)
    resident = people.register(ctx, record=scenario.an_adult(ctx), on=today - timedelta(days=30))
    holder = str(resident.person)
    return scenario.Cast(
        person=resident,
        counter=scenario.Counter(scenario.Line(authority, tokens["clerk"])),
        helpline=scenario.Helpline(scenario.Line(authority, tokens["operator"])),
        app=workshop.app(f"phone-{holder}", scenario.Line(authority, tokens["app"], holder)),
        card=workshop.card(f"card-{holder}", scenario.face_of(resident.record, today)),
        witnesses=scenario.Witnesses(folder, status, WorldClock().now, _is_moved),
        wait=_wait,
        move_house=lambda: _move_house(resident),
        prove_ledger=_prove_ledger,
        card_folder=workshop.place(f"card-{holder}"),
        card_secret=workshop.secret,
    )


def _is_moved() -> bool:
    return abs(read_offset()) > _MOVED


def _now() -> Context:
    return make_context(_ACTOR)


def _wait(time: timedelta) -> None:
    ctx = _now()
    move_clock(ctx, to=ctx.now + time)


def _move_house(resident: people.Resident) -> None:
    ctx = _now()
    address = scenario.another_address(resident.record, ctx)
    people.move(ctx, person=resident.person, address=address, on=day_in_japan(ctx.now))


def _prove_ledger() -> scenario.Proof:
    scenario.await_that(lambda: _verified().unsealed == 0, "the ledger was sealed")
    said = f"{_verified().linked} entries proved"
    return scenario.Proof("tegata ledger verify", said, scenario.Verdict.HOLDS)


def _verified() -> Verdict:
    return verify(_now(), public_key=settings.TEGATA_LEDGER_PUBLIC_KEY)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
