"""Offer, and begin an application for certificates on a phone."""

from datetime import timedelta

from django.db import transaction

from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import actors, eligibility, residents
from tegata.authority.enrolment.service import challenges, progress, resumption
from tegata.authority.enrolment.values import (
    Aim,
    Application,
    ApplicationId,
    ApplicationState,
    Begun,
)
from tegata.authority.people import public as people
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger
from tegata.pki.x509.names import KeyId

_TO_SIGN = timedelta(minutes=30)
"""How long the card may take to sign."""


def offer(ctx: Context, *, handset: devices.Handset) -> devices.Offer:
    """Tell what STEP 3 shows on a phone. Raises AppOnly."""
    actors.check_app(ctx.actor)
    return eligibility.offer(handset, ctx.now, known=devices.known_models())


@transaction.atomic(durable=True)
def begin(ctx: Context, *, aim: Aim, handset: devices.Handset, element: KeyId) -> Begun:
    """Begin an application with a phone; whatever the person began before is given up.

    Raises ForbiddenProxy, AppOnly, PersonUnknown, DeviceInOtherHands, NotSuspended and what
    ``decide_eligibility`` raises.
    """
    # 1. Only the person, only in the app, one act at a time.
    holder = ctx.actor.name
    actors.check_holder_in_app(ctx.actor, holder)
    store.hold_person(holder)

    # 2. Before the first day nothing else is looked at.
    eligibility.check_open(ctx.now)
    resident = residents.living(people.read_resident(people.PersonId.parse(holder)))
    has_card = store.active_card(holder) is not None
    eligibility.decide_eligibility(
        resident.record, handset, ctx.now, known=devices.known_models(), has_card=has_card
    )

    # 3. Two applications never race to be written.
    progress.give_up_live(ctx, holder, on_phone=True, why="applied again")

    # 4. The phone, the application, and a challenge that the card's document must hold.
    phone = devices.prepare(
        ctx,
        holder=holder,
        model=handset.model,
        os=handset.os,
        os_version=handset.os_version,
        element=element,
    )
    if aim is Aim.RESUMPTION:
        resumption.find_suspended(holder, phone)
    begun = Application(
        ApplicationId.drawn(ctx.entropy),
        aim,
        holder,
        str(phone.device),
        ApplicationState.ELIGIBILITY_CHECKED,
        ctx.now,
        ctx.now + _TO_SIGN,
    )
    store.add_application(begun)
    ledger.record(ctx, act=f"enrolment.begin.{aim}", about=f"application:{begun.id}")
    challenge = challenges.make(ctx, holder=holder, about=f"application:{begun.id}")
    return Begun(begun, challenge, _replaced(holder, phone))


def _replaced(holder: str, phone: devices.Phone) -> str | None:
    for other in devices.phones_of(holder):
        if other.state is devices.PhoneState.ACTIVE and other.device != phone.device:
            return str(other.device)
    return None
