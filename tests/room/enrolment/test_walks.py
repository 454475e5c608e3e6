"""Whatever people, operators, clerks and the record do in whatever order, the invariants hold."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from attrs import define, field

from fakes.residents import kiyose, record
from makers.enrolments import TERM, Enrolled, World, blank_card, blank_phone, element_of
from tegata.authority.devices.public import DeviceId, DutyReason, PhoneState, phones_of
from tegata.authority.enrolment.service import calls, cards, delivery, duties, feed
from tegata.authority.enrolment.values import Act, Aim, Application, Carrier, Personal, Report
from tegata.authority.people import service as people
from tegata.authority.people.public import Address
from tegata.authority.status import public as status
from tegata.card.phone import VirtualPhone
from tegata.card.values import Purpose
from tegata.kit.core.problem import Problem
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = pytest.mark.django_db

STEPS = 30
LIVE = (status.State.GOOD, status.State.HOLD)
KINDS = (
    CertificateKind.CARD_SIGN,
    CertificateKind.CARD_AUTH,
    CertificateKind.PHONE_SIGN,
    CertificateKind.PHONE_AUTH,
)


@define
class Walk:
    """One person's life, step by step, with chance of its own."""

    world: World
    chance: Random
    phones: list[VirtualPhone] = field(factory=lambda: [blank_phone(), blank_phone()])
    waiting: list[Enrolled] = field(factory=list)
    moves: int = 0
    done: list[str] = field(factory=list)

    def step(self) -> None:
        act = self.chance.choice(self.acts())
        try:
            act()
        except Problem as refusal:
            self.done.append(f"{act.__name__}: {refusal.code}")
        else:
            self.done.append(act.__name__)

    def acts(self) -> list[Callable[[], object]]:
        return [
            self.apply, self.apply, self.write, self.write, self.write, self.resume,
            self.suspend, self.revoke, self.cancel, self.report, self.move, self.follow,
            self.renew_card, self.new_card, self.wait,
        ]  # fmt: skip

    def apply(self) -> None:
        phone = self.chance.choice(self.phones)
        self.waiting.append(Enrolled(phone, self.world.apply(phone)))

    def resume(self) -> None:
        self.suspend()
        active = [
            each.element for each in phones_of(self.world.holder) if each.state is PhoneState.ACTIVE
        ]
        on = [each for each in self.phones if element_of(each) in active]
        phone = self.chance.choice(on or self.phones)
        self.waiting.append(Enrolled(phone, self.world.apply(phone, Aim.RESUMPTION)))

    def write(self) -> None:
        if self.waiting:
            enrolled = self.chance.choice(self.waiting)
            self.world.write(enrolled.phone, self.world.sign(enrolled.application))

    def cancel(self) -> None:
        if self.waiting:
            delivery.cancel(self.world.app, application=self.some().id)

    def suspend(self) -> None:
        said = Personal(frozenset({"見本花子"}), date(1990, 5, 12), self.address(), "090-0000-0001")
        learnt = calls.identify(
            self.world.operator, person=self.world.person, said=said, act=Act.SUSPENSION
        )
        carrier = self.chance.choice([Carrier.PHONE, Carrier.PHONE, Carrier.CARD])
        report = Report(carrier, DutyReason.LOST)
        calls.suspend(self.world.operator, identification=learnt.id, report=report)

    def revoke(self) -> None:
        target = self.chance.choice(self.held())
        card = self.world.named(CertificateKind.CARD_SIGN)
        self.world.revoke(target.name, self.world.proof(target.name, card, self.world.card))

    def report(self) -> None:
        if self.waiting:
            device = DeviceId(self.some().carrier)
            reason = self.chance.choice(list(DutyReason))
            duties.report(self.world.app, device=device, reason=reason, why="so")

    def move(self) -> None:
        self.moves += 1
        day = date(2023, 9, 1)
        people.move(self.world.ctx, person=self.world.person, address=self.home(), on=day)

    def follow(self) -> None:
        while feed.follow_next(self.world.ctx) is not None:
            pass

    def renew_card(self) -> None:
        self.world.card.generate_key(Purpose.SIGN)
        requests = self.world.card_requests(Purpose.SIGN)
        ordered = cards.reissue_sign(
            self.world.counter, person=self.world.person, requests=requests, term=TERM
        )
        self.world.write_card(self.world.sign(ordered))

    def new_card(self) -> None:
        self.world.card = blank_card()
        self.world.with_card()

    def wait(self) -> None:
        self.world.later(timedelta(days=self.chance.choice([0, 1, 31])))
        while delivery.expire_next(self.world.ctx) is not None:
            pass

    def some(self) -> Application:
        return self.chance.choice(self.waiting).application

    def held(self) -> list[status.Certificate]:
        return status.lock_certificates_of(self.world.holder)

    def home(self) -> Address:
        return kiyose(f"{self.moves}番地".translate({48 + n: 0xFF10 + n for n in range(10)}))

    def address(self) -> str:
        return self.home().text if self.moves else record().address.text

    def check(self) -> None:
        """One live certificate of each kind, on one phone; no live phone pair without a reason."""
        live = [each.kind for each in self.held() if each.state in LIVE]
        assert all(live.count(kind) <= 1 for kind in KINDS), self.done
        active = [
            phone for phone in phones_of(self.world.holder) if phone.state is PhoneState.ACTIVE
        ]
        assert len(active) <= 1, self.done
        on_phone = [kind for kind in live if kind in Carrier.PHONE.kinds]
        assert not on_phone or active, self.done


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_acts_breaks_the_invariants(world: World, seed: int) -> None:
    walk = Walk(world, Random(seed))
    for _ in range(STEPS):
        walk.step()
        walk.check()
    assert sum(":" not in step for step in walk.done) > STEPS // 4, walk.done
