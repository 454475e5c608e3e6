"""An authority whose certificates stand in every state, and its status process, alive.

The world is in September 2023. What the suite does in process is committed; the process is the
real one, under its own database role, and other programs see the world's time through faketime.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen
from django.core.management import call_command
from django.db import connection, transaction

from fakes.chance import CountingEntropy
from makers.authority import CEREMONY
from makers.certificates import NAKA, PERSON, public
from tegata.authority.ca import public as ca
from tegata.authority.ca import rules
from tegata.authority.ca.door import Press
from tegata.authority.ca.service import ceremony as ceremonies
from tegata.authority.status import public as status
from tegata.authority.status.service import changes, delegates, lists
from tegata.authority.status.store import listings
from tegata.authority.status.values import ALL, Cause
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data.keyfile import KeyFolder
from tegata.kit.data.world_clock import WorldClock, write_offset
from tegata.pki.ocsp.identify import SHA1, IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Holder
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind, Family
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import CertificateName
from tegata.pki.x509.pem import CERTIFICATE, write_pem
from tegata.site.roles import statements

BEGINS = datetime(2023, 9, 1, 3, 0, tzinfo=UTC)
ENDS = datetime(2027, 5, 12, 14, 59, 59, tzinfo=UTC)
ENDED = datetime(2023, 8, 31, 14, 59, 59, tzinfo=UTC)
PASSPHRASE = b"sandbox"
PHONE_SIGN, PHONE_AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH
STATES = ("good", "held", "revoked", "expired", "unwritten", "reserved", "stranger")
"""A stranger was signed by the CA and is known to nobody else: its row was never written."""


@frozen
class Standing:
    """One certificate of the world: its name, and the files that other programs read."""

    name: CertificateName
    file: Path
    issuer: Path
    list: Path
    """The list of its municipality, as PEM; the whole set is beside it."""

    @property
    def whole_list(self) -> Path:
        return self.list.with_name(f"{self.name.issuer}-all.pem")

    @property
    def der(self) -> bytes:
        return self.file.with_suffix(".der").read_bytes()


@define
class StatusWorld:
    """One authority in the suite's database, and its doings."""

    folder: Path
    port: int
    rulebook: str
    press: Press
    standing: dict[tuple[CertificateKind, str], Standing] = field(factory=dict)
    numbers: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ocsp(self, kind: CertificateKind) -> str:
        return f"{self.base}/ocsp/{HOLDERS[kind]}"

    @property
    def ctx(self) -> Context:
        actor = Actor(Role.ADMINISTRATOR, "tester", Channel.COMMAND)
        return Context(actor, WorldClock().now(), CountingEntropy(), "t-1")

    @property
    def anchors(self) -> Path:
        """Every generation of both CAs, in PEM."""
        return self.folder / "anchors.pem"

    def find(self, kind: CertificateKind, state: str = "good") -> Standing:
        return self.standing[kind, state]

    # --- acts ---

    def issue(
        self,
        kind: CertificateKind = PHONE_AUTH,
        state: str = "good",
        *,
        ctx: Context | None = None,
        ends: datetime = ENDS,
    ) -> Standing:
        """Issue one more certificate, and bring it into a state."""
        ctx, self.numbers = ctx or self.ctx, self.numbers + 1
        personal = PERSON if HOLDERS[kind] is Family.SIGN else None
        subject = Holder(NAKA, Application(self.numbers, ctx.now), personal)
        with transaction.atomic():
            name = ca.reserve(ctx, kind=kind, key=public(kind), ends=ends, subject=subject)
            self._bring(ctx, name, kind, state, ends)
        list(self.press.sign_waiting())
        file = self._save(f"{kind}-{state}-{self.numbers}", ca.certificate(name))
        issuer = self.folder / f"{name.issuer}.pem"
        listed = self.folder / f"{name.issuer}-{NAKA.code}.pem"
        return Standing(name, file, issuer, listed)

    def _bring(
        self, ctx: Context, name: CertificateName, kind: CertificateKind, state: str, ends: datetime
    ) -> None:
        if state == "stranger":
            return
        status.register(
            ctx, name=name, kind=kind, holder="person-1", municipality=NAKA.code, expires=ends
        )
        if state == "reserved":
            return
        status.mark_issued(ctx, name=name)
        if state == "unwritten":
            return
        status.activate(ctx, name=name)
        if state == "held":
            status.suspend(ctx, name=name)
        if state == "revoked":
            status.stop(ctx, name=name, cause=Cause.KEY_COMPROMISE)

    def revoke(self, name: CertificateName, cause: Cause = Cause.SUBJECT_REQUEST) -> None:
        changes.revoke(self.ctx, name=name, cause=cause)

    def hold(self, name: CertificateName) -> None:
        changes.hold(self.ctx, name=name)

    def resume(self, name: CertificateName) -> None:
        changes.resume(self.ctx, name=name)

    def publish_lists(self) -> None:
        """Draft, sign and publish every list, and keep a copy in PEM for other programs."""
        drafted = [lists.draft_list(self.ctx, partition=each) for each in listings.partitions()]
        list(self.press.sign_waiting())
        for each in drafted:
            lists.publish_list(self.ctx, order=each.order)
            found = lists.read_list(self.ctx, partition=each.partition)
            part = each.partition.municipality if each.partition.municipality != ALL else "all"
            name = f"{each.partition.issuer}-{part}"
            self._save(name, found.octets, "X509 CRL")

    def renew_responders(self) -> None:
        keys = KeyFolder(self.folder / "keys" / "status", PASSPHRASE)
        delegates.renew_delegates(self.ctx, make_key=keys.make)
        list(self.press.sign_waiting())
        delegates.collect_delegates(self.ctx)

    def wait(self, period: timedelta) -> None:
        """Let time pass."""
        write_offset(self.offset + period)

    @property
    def offset(self) -> timedelta:
        with connection.cursor() as cursor:
            cursor.execute('SELECT "offset" FROM kit_clock')
            (offset,) = cursor.fetchone()
        assert isinstance(offset, timedelta)
        return offset

    # --- asking ---

    def at_this_time(self, *command: object, later: timedelta = timedelta(0)) -> str:
        """Run a program at the world's time, and give all that it says, whatever its exit code."""
        moved = int((self.offset + later).total_seconds())
        done = subprocess.run(
            ["faketime", "-f", f"{moved:+d}s", *map(str, command)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "LC_ALL": "C.UTF-8"},
        )
        return done.stdout + done.stderr

    def request(
        self, *names: CertificateName, algorithm: str = SHA1, nonce: bytes | None = None
    ) -> bytes:
        """Spell a status request."""
        asked = tuple(
            IssuerHashes.of(name=issuer.subject, key=issuer.key).cert_id(each.serial, algorithm)
            for each in names
            for issuer in [self.issuer_of(each)]
        )
        return StatusRequest(asked, nonce).encoding

    def issuer_of(self, name: CertificateName) -> Certificate:
        return Certificate.parse((self.folder / f"{name.issuer}.der").read_bytes())

    def fetch(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """Ask the process over HTTP."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body, named)
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()

    def answer(self, *names: CertificateName, nonce: bytes | None = None) -> bytes:
        """Ask the process about certificates, and give its response in DER."""
        return self.fetch("POST", "/ocsp/any", self.request(*names, nonce=nonce))[1]

    def _save(self, name: str, octets: bytes, label: str = CERTIFICATE) -> Path:
        file = self.folder / f"{name}.pem"
        file.write_text(write_pem(label, octets))
        file.with_suffix(".der").write_bytes(octets)
        return file


@contextmanager
def living(
    folder: Path, rulebook: str = "sandbox-http", states: tuple[str, ...] = STATES
) -> Iterator[StatusWorld]:
    """Make a world in the suite's database, and let its status process live for the block."""
    try:
        made = _make(folder, rulebook, states)
        with _process(made):
            yield made
    finally:
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def _make(folder: Path, rulebook: str, states: tuple[str, ...]) -> StatusWorld:
    write_offset(BEGINS - datetime.now(UTC))
    with connection.cursor() as cursor:
        for statement in statements(connection.introspection.table_names()):
            cursor.execute(statement)
    keys = KeyFolder(folder / "keys" / "press", PASSPHRASE)
    made = StatusWorld(folder, _free_port(), rulebook, Press(keys, {}))
    _hold_ceremony(made)
    made.renew_responders()
    early = evolve(made.ctx, now=datetime(2023, 3, 1, 3, tzinfo=UTC))
    for kind in HOLDERS:
        for state in states:
            when, ends = (early, ENDED) if state == "expired" else (made.ctx, ENDS)
            made.standing[kind, state] = made.issue(kind, state, ctx=when, ends=ends)
    made.publish_lists()
    return made


def _hold_ceremony(made: StatusWorld) -> None:
    text = CEREMONY.read_text().replace('"sandbox-http"', f'"{made.rulebook}"')
    for generation in ceremonies.hold_ceremony(
        made.ctx,
        ceremony=rules.read_ceremony(text, made.base),
        base=made.base,
        make_key=made.press.keys.make,
        sign=lambda tbs, issuer: made.press.keys.open(str(issuer)).sign(tbs),
    ):
        file = made._save(str(generation.key_id), generation.certificate.der)
        with made.anchors.open("a") as bundle:
            bundle.write(file.read_text())


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def _process(made: StatusWorld) -> Iterator[None]:
    url = urlsplit(os.environ["TEGATA_DATABASE_URL"])
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tegata.site.settings",
        "TEGATA_PROCESS": "status",
        "TEGATA_HOME": str(made.folder),
        "TEGATA_STATUS_PASSPHRASE": PASSPHRASE.decode(),
        "TEGATA_DATABASE_URL": url._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
    }
    command = [sys.executable, "-m", "tegata.site", "status", "--port", str(made.port)]
    with (
        (made.folder / "status.log").open("wb") as log,
        subprocess.Popen(command, env=variables, stdout=log, stderr=log) as process,
    ):
        try:
            _await(made, process)
            yield
        finally:
            process.terminate()


def _await(made: StatusWorld, process: "subprocess.Popen[bytes]") -> None:
    known = made.find(PHONE_AUTH).name
    for _ in range(600):
        try:
            return _succeeded(made.answer(known))
        except (OSError, AssertionError):
            time.sleep(0.1)
        if process.poll() is not None:
            break
    raise AssertionError((made.folder / "status.log").read_text())


def _succeeded(response: bytes) -> None:
    assert len(response) > 100, "no responder's desk is open yet"
    StatusResponse.parse(response)
