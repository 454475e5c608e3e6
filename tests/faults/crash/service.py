"""A service that acts for the authority without rest, and says what is done only when it is done."""

import time
from collections.abc import Callable

from attrs import define, field
from django.db import connection, transaction

from faults.crash.gaps import Gap, Page
from makers.certificates import ENDS, NAKA, PERSON, public
from tegata.authority.ca import public as ca
from tegata.authority.status import public as status
from tegata.authority.status.problems import NoList
from tegata.authority.status.service import changes, lists
from tegata.authority.status.values import ALL, Partition
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data import jobs
from tegata.kit.data.context import make_context
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Holder
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind, Family
from tegata.pki.x509.names import CertificateName

_ACTOR = Actor(Role.ADMINISTRATOR, "service", Channel.COMMAND)
_KINDS = (CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH)
PLACE = NAKA.code[:5]


@define
class Service:
    """Issues, holds, resumes, revokes, and asks for lists."""

    page: Page
    acknowledge: Callable[[str], None]
    sign_early: Callable[[bytes, str], None] | None = None
    boasts: bool = False
    good: list[CertificateName] = field(factory=list)
    held: list[CertificateName] = field(factory=list)
    seen: dict[Partition, int] = field(factory=dict)
    asked_at: float = 0.0

    def run(self) -> None:
        """Act for ever."""
        self._take_up()
        acts = (self.issue, self.issue, self.hold, self.resume, self.hold, self.revoke)
        while True:
            for act in acts:
                act()
                self.watch_lists()

    def _take_up(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT encode(issuer, 'hex'), encode(serial, 'hex'), state"
                " FROM status_certificate WHERE state IN ('good', 'hold')"
            )
            for issuer, serial, state in cursor.fetchall():
                name = CertificateName.parse(f"{issuer}:{serial}")
                (self.good if state == "good" else self.held).append(name)

    def issue(self) -> None:
        """Walk one certificate from its reservation to good."""
        ctx = _context()
        kind = _KINDS[_draw(ctx, 2)]
        with transaction.atomic(durable=True):
            name = self._reserve(ctx, kind)
        self.page.enter(Gap.SERVICE_RESERVED_SIGNED)
        while not _signed(name):
            time.sleep(0.003)
        self.page.enter(Gap.SERVICE_SIGNED_ISSUED)
        with transaction.atomic(durable=True):
            status.mark_issued(_context(), name=name)
        self.page.enter(Gap.SERVICE_ISSUED_GOOD)
        with transaction.atomic(durable=True):
            status.activate(_context(), name=name)
        self._say(Gap.SERVICE_GOOD_ACKNOWLEDGED, "good", name)
        self.good.append(name)

    def _reserve(self, ctx: Context, kind: CertificateKind) -> CertificateName:
        personal = PERSON if HOLDERS[kind] is Family.SIGN else None
        application = Application(1 + _draw(ctx, 999_999), ctx.now)
        name = ca.reserve(
            ctx, kind=kind, key=public(kind), ends=ENDS, subject=Holder(NAKA, application, personal)
        )
        status.register(
            ctx, name=name, kind=kind, holder="somebody", municipality=PLACE, expires=ENDS
        )
        if self.sign_early is not None:
            self.sign_early(_ordered(name), str(name.issuer))
        return name

    def hold(self) -> None:
        """Suspend one."""
        if self.good:
            name = self.good.pop(0)
            changes.hold(_context(), name=name)
            self._say(Gap.SERVICE_HELD_ACKNOWLEDGED, "hold", name)
            self.held.append(name)

    def resume(self) -> None:
        """Lift one hold."""
        mine = [name for name in self.held if _is_lifted(name)]
        if mine:
            name = mine[0]
            self.held.remove(name)
            changes.resume(_context(), name=name)
            self._say(Gap.SERVICE_RESUMED_ACKNOWLEDGED, "resume", name)
            self.good.append(name)

    def revoke(self) -> None:
        """Revoke one: now a good one, now a held one."""
        ctx = _context()
        mine = self.held if self.held and _draw(ctx, 2) else self.good
        if not mine:
            return
        name, cause = mine.pop(0), status.Cause.SUBJECT_REQUEST
        if self.boasts:
            with transaction.atomic(durable=True):
                status.stop(ctx, name=name, cause=cause)
                self._acknowledge("revoked", name)
                self.page.enter(Gap.SERVICE_REVOKED_ACKNOWLEDGED)
            self.page.leave()
            return
        changes.revoke(ctx, name=name, cause=cause)
        self._say(Gap.SERVICE_REVOKED_ACKNOWLEDGED, "revoked", name)

    def _say(self, gap: Gap, act: str, name: CertificateName) -> None:
        self.page.enter(gap)
        self._acknowledge(act, name)
        self.page.leave()

    def _acknowledge(self, act: str, about: object) -> None:
        self.acknowledge(f"{_context().now:%Y-%m-%dT%H:%M:%S.%f} {act} {about}")

    def watch_lists(self) -> None:
        """Ask for a new list now and then, and say which number is in force."""
        if time.monotonic() - self.asked_at > 1.0:
            self.asked_at = time.monotonic()
            self.ask_for_every_list()
            for partition in _partitions():
                number = _in_force(partition)
                if number != self.seen.get(partition, 0):
                    self.seen[partition] = number
                    self._acknowledge("list", f"{partition} {number}")

    def ask_for_every_list(self) -> None:
        """Ask for the next list of every partition."""
        for each in _partitions():
            with transaction.atomic(durable=True):
                jobs.defer("status.draft_list", lock=f"status.list:{each}", about=str(each))


def _is_lifted(name: CertificateName) -> bool:
    """Tell whether a hold is ever lifted: of authentication certificates alone (D-SUS-01)."""
    kind = changes.look_up(_context(), name=name).kind
    return HOLDERS[kind] is Family.AUTH


def _context() -> Context:
    return make_context(_ACTOR)


def _draw(ctx: Context, below: int) -> int:
    return int.from_bytes(ctx.entropy.draw(4)) % below


def _partitions() -> list[Partition]:
    newest = {each.family: each.key_id for each in ca.generations()}
    auth, sign = newest[Family.AUTH], newest[Family.SIGN]
    return [Partition(auth, PLACE), Partition(sign, ALL)]


def _signed(name: CertificateName) -> bool:
    try:
        ca.certificate(name)
    except ca.NotSigned:
        return False
    return True


def _ordered(name: CertificateName) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tbs FROM ca_order WHERE issuer = %s AND serial = %s",
            (name.issuer.octets, name.serial.octets),
        )
        return bytes(cursor.fetchone()[0])


def _in_force(partition: Partition) -> int:
    try:
        return lists.read_list(_context(), partition=partition).number
    except NoList:
        return 0
