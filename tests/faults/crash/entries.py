"""The processes that are killed: the product's own press and worker, and a service that never rests.

What they lack in the product is put around it here: the press's keys write down what they are about
to sign, and every process says in which gap between two commits it stands.
"""

import base64
import fcntl
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from attrs import frozen
from django.core.management import call_command
from procrastinate.manager import JobManager

from faults.crash.gaps import END, Gap, Page
from faults.crash.service import Service
from tegata.authority.ca import door
from tegata.authority.ca.management.commands import press as press_command
from tegata.authority.ca.service import press as signing
from tegata.authority.ca.values import Checked
from tegata.authority.status.service import lists
from tegata.authority.status.store import listings
from tegata.kit.data.keyfile import KeyFolder, RsaKey
from tegata.ledger import service as ledger_service
from tegata.ledger import store as ledger_store

SILENCE = 2.0
P = ParamSpec("P")
R = TypeVar("R")


@frozen
class Witness:
    """Writes down, durably, what a key is about to sign: no database knows of it."""

    folder: Path

    def write(self, octets: bytes) -> None:
        append(self.folder / "witness", base64.b64encode(octets).decode())


@frozen
class WitnessedKey:
    """A CA key that is never used unseen."""

    key: RsaKey
    witness: Witness

    def sign(self, tbs: bytes) -> bytes:
        self.witness.write(tbs)
        return self.key.sign(tbs)


@frozen
class WitnessedFolder:
    """The press's folder of keys."""

    keys: KeyFolder
    witness: Witness

    def open(self, name: str) -> WitnessedKey:
        return WitnessedKey(self.keys.open(name), self.witness)


def append(path: Path, line: str) -> None:
    """Add a line to a file; it is on the disk when this returns.

    Whoever dies while writing leaves a line without its end; that one was never returned from.
    """
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(f"\n{line}{END}\n")
        file.flush()
        os.fsync(file.fileno())


def run_press(home: Path) -> None:
    """Run ``tegata press``."""
    page, witness = Page.of(home, "press"), Witness(home)

    class Press(door.Press):
        def sign(self, checked: Checked) -> bytes:
            is_list = checked._draft.kind is None
            page.enter(Gap.PRESS_LIST_DRAFTED_SIGNED if is_list else Gap.PRESS_TAKEN_SIGNED)
            signature = super().sign(checked)
            page.enter(Gap.PRESS_LIST_SIGNED_RECORDED if is_list else Gap.PRESS_SIGNED_RECORDED)
            return signature

    signing.sign_next = _then(signing.sign_next, page.leave)
    press_command.Press = lambda keys, opened: Press(WitnessedFolder(keys, witness), opened)
    call_command("press")


def run_worker(home: Path) -> None:
    """Run ``tegata worker``."""
    page = Page.of(home, "worker")

    def stand(gap: Gap) -> Callable[[], None]:
        return lambda: page.enter(gap)

    listings.write_published = _then(
        listings.write_published, stand(Gap.WORKER_LIST_SIGNED_PUBLISHED)
    )
    lists.publish_list = _then(lists.publish_list, stand(Gap.WORKER_LIST_PUBLISHED_SETTLED))
    lists.draft_list = _then(lists.draft_list, stand(Gap.WORKER_LIST_DRAFTED_SETTLED))
    ledger_store.write_links = _then(ledger_store.write_links, stand(Gap.WORKER_CHAINED_SEALED))
    ledger_service.seal = _then(ledger_service.seal, lambda: page.leave(Gap.WORKER_CHAINED_SEALED))
    finish = JobManager.finish_job

    async def finish_job(manager: JobManager, **words: object) -> None:
        await finish(manager, **words)
        page.leave()

    JobManager.finish_job = finish_job
    call_command("worker", silence=SILENCE)


def _then(function: Callable[P, R], after: Callable[[], None]) -> Callable[P, R]:
    @wraps(function)
    def both(*words: P.args, **named: P.kwargs) -> R:
        answer = function(*words, **named)
        after()
        return answer

    return both


def run_service(home: Path) -> None:
    """Act for ever."""
    _service(home).run()


def run_service_that_signs_early(home: Path) -> None:
    """Act for ever, wrongly: what is ordered is signed before its order is committed."""
    keys = WitnessedFolder(KeyFolder(home / "keys" / "press", b"sandbox"), Witness(home))
    service = _service(home)

    def sign(tbs: bytes, issuer: str) -> None:
        keys.open(issuer).sign(tbs)
        service.page.enter(Gap.SERVICE_RESERVED_SIGNED)

    service.sign_early = sign
    service.run()


def run_service_that_boasts(home: Path) -> None:
    """Act for ever, wrongly: a revocation is acknowledged before it is committed."""
    service = _service(home)
    service.boasts = True
    service.run()


def run_closing(home: Path) -> None:
    """Ask for one last list of everything."""
    _service(home).ask_for_every_list()


def _service(home: Path) -> Service:
    return Service(Page.of(home, "service"), lambda line: append(home / "acknowledged", line))


ENTRIES = {
    "press": run_press,
    "worker": run_worker,
    "service": run_service,
    "service-that-signs-early": run_service_that_signs_early,
    "service-that-boasts": run_service_that_boasts,
    "closing": run_closing,
}
ROLES = {"press": "press", "worker": "worker"}
"""Entry → database role; the others act for the authority."""
