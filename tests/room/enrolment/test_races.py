"""Two at once, on real connections: exactly one outcome, whichever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from attrs import evolve
from django.db import connection, transaction

from fakes.chance import CountingEntropy
from fakes.residents import kiyose, record
from makers.enrolments import CALL_BACK, World, blank_phone
from marks import row
from tegata.authority.devices.public import DutyReason, PhoneState, phones_of
from tegata.authority.enrolment.service import calls, collecting, delivery, feed
from tegata.authority.enrolment.values import Act, Aim, Carrier, Personal, Report
from tegata.authority.people import service as people
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.kit.core.problem import Problem
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = pytest.mark.django_db(transaction=True)

SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH
GOOD, HOLD, REVOKED = status.State.GOOD, status.State.HOLD, status.State.REVOKED
RIGHT = Personal(frozenset({"見本花子"}), date(1990, 5, 12), record().address.text, CALL_BACK)
LOST = Report(Carrier.PHONE, DutyReason.LOST)


@pytest.fixture
def world(ctx: Context, tmp_path: Path) -> World:
    return World.found(ctx, tmp_path).with_card()


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all at the same moment; tell for each ``done`` or the refusal's code."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            barrier.wait(10)
            act()
        except Problem as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def states(world: World) -> dict[CertificateKind, list[status.State]]:
    with transaction.atomic():
        return world.states()


def apart(world: World, first_draw: int) -> World:
    """The same world with chance of its own: threads share no counter."""
    other = World(world.ctx, world.press, world.person, world.card)
    other.ctx = evolve(world.ctx, entropy=CountingEntropy(first_draw))
    return other


@row("D-ENR-01")
def test_two_phones_that_apply_at_once_end_as_one(world: World) -> None:
    worlds = [apart(world, 10_000), apart(world, 20_000)]
    devices = [blank_phone(), blank_phone()]
    begun = [each.begin(phone) for each, phone in zip(worlds, devices, strict=True)]
    sent = [
        each.prepared(phone, start)
        for each, phone, start in zip(worlds, devices, begun, strict=True)
    ]

    outcomes = at_once(
        lambda: worlds[0].submit(begun[0], sent[0]), lambda: worlds[1].submit(begun[1], sent[1])
    )

    assert outcomes == ["enrolment.wrong-step", "done"]  # the second beginning gave the first up
    assert len(states(world)[SIGN]) == 1


@row("D-ENR-01")
def test_two_phones_that_begin_at_once_never_have_two_pairs(world: World) -> None:
    worlds = [apart(world, 10_000), apart(world, 20_000)]
    devices = [blank_phone(), blank_phone()]

    outcomes = at_once(lambda: worlds[0].enrol(devices[0]), lambda: worlds[1].enrol(devices[1]))

    assert "done" in outcomes
    good = [state for each in (SIGN, AUTH) for state in states(world)[each]].count(GOOD)
    assert good == 2
    assert [phone.state for phone in phones_of(world.holder)].count(PhoneState.ACTIVE) == 1


def test_a_receipt_that_comes_twice_at_once_is_taken_once(world: World) -> None:
    phone = blank_phone()
    application = world.sign(world.apply(phone))
    receipt = world.receipt(phone, application)

    def confirm() -> None:
        delivery.confirm_written(world.app, application=application.id, receipt=receipt)

    outcomes = at_once(confirm, confirm)

    assert sorted(outcomes) == ["done", "enrolment.wrong-step"]
    assert states(world)[SIGN] == [GOOD]


def test_both_signatures_collected_at_once_make_one_ready_application(world: World) -> None:
    application = world.apply(blank_phone())
    list(world.press.sign_waiting())

    outcomes = at_once(
        *[
            lambda name=name: collecting.collect(world.ctx, name=name)
            for name in application.certificates * 2
        ]
    )

    assert outcomes == ["done"] * 4
    assert [each for state in (SIGN, AUTH) for each in states(world)[state]] == [
        status.State.ISSUED
    ] * 2


def test_two_operators_at_once_make_one_hold(world: World) -> None:
    world.enrol()
    tickets = [
        calls.identify(world.operator, person=world.person, said=RIGHT, act=Act.SUSPENSION).id
        for _ in range(2)
    ]

    outcomes = at_once(
        *[
            lambda ticket=ticket: calls.suspend(world.operator, identification=ticket, report=LOST)
            for ticket in tickets
        ]
    )

    assert sorted(outcomes) == ["done", "enrolment.nothing-to-stop"]
    assert (states(world)[SIGN], states(world)[AUTH]) == ([HOLD], [HOLD])


def test_one_identification_used_twice_at_once_is_good_for_once(world: World) -> None:
    world.enrol()
    ticket = calls.identify(world.operator, person=world.person, said=RIGHT, act=Act.SUSPENSION).id

    outcomes = at_once(
        *[lambda: calls.suspend(world.operator, identification=ticket, report=LOST)] * 2
    )

    assert sorted(outcomes) == ["done", "enrolment.identification-spent"]


def test_a_resumption_that_races_a_revocation_has_one_outcome(world: World) -> None:
    enrolled = world.enrol()
    sign = enrolled.application.certificates[0]
    ticket = calls.identify(world.operator, person=world.person, said=RIGHT, act=Act.SUSPENSION).id
    calls.suspend(world.operator, identification=ticket, report=LOST)
    with transaction.atomic():
        card = world.named(CertificateKind.CARD_SIGN)
    begun = world.begin(enrolled.phone, Aim.RESUMPTION)
    sent = world.prepared(enrolled.phone, begun)
    proof = world.proof(sign, card, world.card)

    outcomes = at_once(lambda: world.submit(begun, sent), lambda: world.revoke(sign, proof))

    assert outcomes in (["done", "status.already-revoked"], ["done", "done"])
    assert states(world)[AUTH] == [GOOD]
    assert states(world)[SIGN] == [REVOKED, status.State.RESERVED]


def test_two_workers_follow_the_feed_without_doing_anything_twice(world: World) -> None:
    world.enrol()
    people.move(world.ctx, person=world.person, address=kiyose("１番地"), on=date(2023, 9, 1))

    def follow() -> None:
        while feed.follow_next(world.ctx) is not None:
            pass

    assert at_once(follow, follow) == ["done", "done"]
    assert states(world)[SIGN] == [REVOKED]
