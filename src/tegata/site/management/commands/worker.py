"""``tegata worker``: runs jobs, asks for what is due, seals the ledger."""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tegata.kit.data.jobs import take_up_abandoned
from tegata.kit.data.keyfile import Ed25519Signer
from tegata.kit.data.schedule import defer_due
from tegata.kit.data.world_clock import WorldClock
from tegata.ledger.door import PAUSE, seal_waiting


class Command(BaseCommand):
    """Run the worker until it is stopped."""

    requires_system_checks = ()
    help = "Run jobs, ask for what is due by the world's clock, and seal the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--silence",
            type=float,
            default=10.0,
            help="seconds after which the jobs of a silent worker are taken up by another",
        )

    def handle(self, **options: Any) -> None:
        """Run its loops; the first that fails ends the process, to be started again."""
        environment = settings.ENVIRONMENT
        key = environment.home / "keys" / "ledger.pem"
        signer = Ed25519Signer.open(key, environment.passphrase("worker"))
        asyncio.run(_run(signer, options["silence"]))


async def _run(signer: Ed25519Signer, silence: float) -> None:
    # The worker reads jobs through a connection of its own; what they defer in turn goes through
    # Django's, as everywhere, and so into the transaction of whoever defers.
    assert isinstance(app.connector, DjangoConnector)
    async with app.with_connector(app.connector.get_worker_connector()).open_async() as jobs:
        loops = (
            jobs.run_worker_async(
                fetch_job_polling_interval=1.0,
                delete_jobs="successful",
                update_heartbeat_interval=silence / 5,
                stalled_worker_timeout=silence,
            ),
            _every(PAUSE, lambda: seal_waiting(signer)),
            _every(PAUSE, lambda: defer_due(WorldClock().now())),
            _every(silence / 5, lambda: take_up_abandoned(silence=silence)),
        )
        sys.stdout.write("worker is ready\n")
        # The first to end ends the others: jobs by a signal, any of them by a failure.
        tasks = [asyncio.create_task(loop) for loop in loops]
        done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in others:
            task.cancel()
        for task in done:
            task.result()


async def _every(pause: float, act: Callable[[], object]) -> None:
    while True:
        await asyncio.to_thread(act)
        await asyncio.sleep(pause)
