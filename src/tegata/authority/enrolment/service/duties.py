"""Take reports that a holder parts with a phone, show the duty, and remind of it."""

from datetime import timedelta

from django.db import transaction

from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import actors
from tegata.authority.enrolment.service import revocation
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger

_PATIENCE = timedelta(days=7)


@transaction.atomic(durable=True)
def report(
    ctx: Context, *, device: devices.DeviceId, reason: devices.DutyReason, why: str = ""
) -> devices.Duty:
    """Take the holder's word that they part with a phone; show what is to be done.

    Raises DeviceUnknown, ForbiddenProxy, AppOnly, WhyMissing.
    """
    holder = _hold(ctx, device)
    opened = devices.open_duty(ctx, device=device, reason=reason, why=why)
    revocation.settle(ctx, holder)
    return devices.read_duty(device) or opened


@transaction.atomic(durable=True)
def report_reset(ctx: Context, *, device: devices.DeviceId) -> devices.Duty:
    """Take the report of a factory reset, which removes no key. Raises as ``report``."""
    _hold(ctx, device)
    return devices.note_reset(ctx, device=device)


@transaction.atomic(durable=True)
def show(ctx: Context, *, device: devices.DeviceId) -> devices.Duty | None:
    """Show the holder's duty, and record that it was shown (REV-003). Raises as ``report``."""
    _hold(ctx, device)
    duty = devices.read_duty(device)
    if duty is not None and not duty.state.is_over:
        ledger.record(ctx, act="enrolment.duty-shown", about=f"device:{device}")
    return duty


@transaction.atomic(durable=True)
def remind_next(ctx: Context) -> devices.Duty | None:
    """Tell once of the next duty that has been open for a week; tell which, or none."""
    duty = devices.take_waiting(ctx.now - _PATIENCE, ctx.now)
    if duty is not None:
        ledger.record(ctx, act="enrolment.remind", about=f"device:{duty.device}")
        events.tell("enrolment.duty-waits", about=str(duty.device))
    return duty


def _hold(ctx: Context, device: devices.DeviceId) -> str:
    holder = devices.read_phone(device).holder
    actors.check_holder_in_app(ctx.actor, holder)
    store.hold_person(holder)
    return holder
