"""Identify callers, and suspend for those who said enough."""

from datetime import timedelta

from django.db import transaction

from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import CallerNotIdentified, NothingToStop
from tegata.authority.enrolment.rules import calls, identity
from tegata.authority.enrolment.service import progress
from tegata.authority.enrolment.values import (
    Act,
    Carrier,
    Identification,
    Personal,
    Report,
)
from tegata.authority.people import public as people
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger

_ID = 16
_DAY = timedelta(days=1)


@transaction.atomic(durable=True)
def identify(ctx: Context, *, person: people.PersonId, said: Personal, act: Act) -> Identification:
    """Compare what a caller says with the record, and keep one bit of it.

    Not enough is an answer and no refusal: the try must count even so. Raises ForbiddenProxy,
    PersonUnknown, CallerTriedTooOften.
    """
    calls.check_operator(ctx.actor)
    holder = str(person)
    store.hold_person(holder)
    calls.check_tries(act, store.missed_since(holder, ctx.now - _DAY), ctx.now)
    enough = _is_enough(said, _known(person), act)
    learnt = Identification(
        ctx.entropy.draw(_ID).hex(), ctx.actor.name, holder, act, enough, ctx.now
    )
    store.add_identification(learnt)
    outcome = "enough" if enough else "not-enough"
    ledger.record(ctx, act=f"enrolment.identify.{outcome}", about=f"person:{holder}")
    if not enough:
        _watch(ctx, act)
    return learnt


def _watch(ctx: Context, act: Act) -> None:
    """Raise the alarm about an operator through whom too many answers were not enough."""
    operator = ctx.actor.name
    if calls.is_guessing(store.missed_through(operator, act, ctx.now - _DAY), ctx.now):
        ledger.record(ctx, act=f"enrolment.guessing.{act}", about=f"operator:{operator}")
        events.tell("enrolment.guessing", about=operator)


@transaction.atomic(durable=True)
def suspend(ctx: Context, *, identification: str, report: Report) -> list[status.Certificate]:
    """Put the certificates of a caller's phone or card on hold, at any hour (SUS-006).

    Raises ForbiddenProxy, IdentificationSpent, CallerNotIdentified, NothingToStop, WhyMissing,
    ActionInsufficient.
    """
    # 1. This operator identified this caller for this act, a short while ago.
    calls.check_operator(ctx.actor)
    known = store.take_identification(identification)
    holder = calls.check_identified(known, ctx.actor, Act.SUSPENSION, ctx.now)
    store.hold_person(holder)

    # 2. Both certificates, whichever are good, and none that would come in their place: what was
    # applied for before the loss would lift the suspension when it is written.
    given_up = report.carrier is Carrier.PHONE and progress.give_up_live(
        ctx, holder, on_phone=True, why="suspended"
    )
    good = [
        each
        for each in status.lock_certificates_of(holder)
        if each.kind in report.carrier.kinds and each.state is status.State.GOOD
        if ctx.now < each.expires
    ]
    if not (good or given_up):
        raise NothingToStop
    held = [status.suspend(ctx, name=each.name, why=report.reason) for each in good]

    # 3. The phone's holder has a duty from now on, and this is its first part.
    if report.carrier is Carrier.PHONE:
        _note_duty(ctx, holder, report)
    return held


def _is_enough(said: Personal, known: Personal, act: Act) -> bool:
    try:
        identity.check_caller(said, known, act)
    except CallerNotIdentified:
        return False
    return True


def _known(person: people.PersonId) -> Personal:
    record = people.read_resident(person).record
    return Personal(
        frozenset({record.name.text, record.kana.text}),
        record.birth,
        record.address.text,
        store.read_call_back(str(person)),
    )


def _note_duty(ctx: Context, holder: str, report: Report) -> None:
    for phone in devices.phones_of(holder):
        if phone.state is devices.PhoneState.ACTIVE:
            devices.open_duty(ctx, device=phone.device, reason=report.reason, why=report.why)
            devices.settle_duty(ctx, device=phone.device, to=devices.DutyState.SUSPENDED)
