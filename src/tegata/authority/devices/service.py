"""Prepare, activate and retire phones; open and settle their holders' duties."""

from tegata.authority.devices import rules, store
from tegata.authority.devices.problems import (
    ActionInsufficient,
    DeviceUnknown,
    DutyNotOpen,
)
from tegata.authority.devices.values import (
    DeviceId,
    Duty,
    DutyReason,
    DutyState,
    Model,
    Os,
    Phone,
    PhoneState,
    Removed,
)
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger
from tegata.pki.x509.names import KeyId

# --- parts: they join the caller's transaction ---------------------------------------------------


def prepare(
    ctx: Context, *, holder: str, model: str, os: Os, os_version: int, element: KeyId
) -> Phone:
    """Write down a person's phone, or find it again. Raises DeviceInOtherHands."""
    # 1. One secure element serves one person at a time.
    known = store.phones_with(element)
    rules.check_free(holder, known)

    # 2. The same phone in the same hands keeps its identifier.
    for phone in known:
        if phone.holder == holder and phone.state is not PhoneState.RETIRED:
            return phone
    made = Phone(
        DeviceId.drawn(ctx.entropy), model, os, os_version, holder, PhoneState.PREPARED, element
    )
    store.add_phone(made, ctx.now)
    ledger.record(ctx, act="devices.prepare", about=f"device:{made.device}")
    return made


def activate(ctx: Context, *, device: DeviceId) -> list[Phone]:
    """Make a phone its holder's one, and retire whichever was: gives the retired ones.

    Raises DeviceUnknown, DeviceRetired, DeviceInOtherHands.
    """
    # 1. Hold all of the person's phones, so that two cannot both become the one.
    holder = store.read_phone(device).holder
    phones = {phone.device: phone for phone in store.lock_phones_of(holder)}
    before = phones.pop(device)
    rules.check_free(holder, store.phones_with(before.element))
    chosen = rules.decide_activation(before)

    # 2. Retire before activating: the table admits one active phone a person at every instant.
    active = [phone for phone in phones.values() if phone.state is PhoneState.ACTIVE]
    retired = [retire(ctx, device=phone.device) for phone in active]
    if chosen != before:
        store.write_phone(chosen)
        ledger.record(ctx, act="devices.activate", about=f"device:{device}")
    return retired


def retire(ctx: Context, *, device: DeviceId) -> Phone:
    """Give a phone up. Raises DeviceUnknown."""
    phone = rules.decide_retirement(_hold(device))
    store.write_phone(phone)
    ledger.record(ctx, act="devices.retire", about=f"device:{device}")
    return phone


def open_duty(ctx: Context, *, device: DeviceId, reason: DutyReason, why: str = "") -> Duty:
    """Note that a holder parts with a phone that carries certificates.

    Raises DeviceUnknown, WhyMissing.
    """
    _hold(device)
    asked = Duty.opened(device, reason, ctx.now, why)
    current = store.read_duty(device)
    duty = rules.decide_duty(current, asked)
    if current is None or current.state.is_over:
        store.add_duty(duty)
    elif duty != current:
        store.write_duty(duty)
    else:
        return duty
    # The ledger forgets nothing: what somebody said in their own words stays in the duty.
    ledger.record(ctx, act=f"devices.duty.{reason}", about=f"device:{device}")
    return duty


def settle_duty(ctx: Context, *, device: DeviceId, to: DutyState) -> Duty | None:
    """Note what became of a phone's certificates; what does not settle the duty leaves it open.

    Raises DeviceUnknown.
    """
    _hold(device)
    current = store.read_duty(device)
    if current is None or current.state.is_over:
        return None
    try:
        duty = rules.decide_settlement(current, to)
    except (DutyNotOpen, ActionInsufficient):
        return current
    store.write_duty(duty)
    ledger.record(ctx, act=f"devices.duty.{to}", about=f"device:{device}")
    return duty


def note_reset(ctx: Context, *, device: DeviceId) -> Duty:
    """Note a factory reset, which removes no key: the duty stays, or opens (D-REV-01).

    Raises DeviceUnknown.
    """
    return open_duty(ctx, device=device, reason=DutyReason.STOP_USING, why="factory reset")


def confirm_deletion(ctx: Context, *, device: DeviceId, removed: Removed) -> Phone:
    """Keep the receipt that a phone's keys were destroyed. Raises DeviceUnknown, DeletionUnproved."""
    phone = rules.decide_deletion(_hold(device), removed)
    store.write_phone(phone)
    ledger.record(ctx, act="devices.delete", about=f"device:{device}", why=removed.digest.hex())
    return phone


def _hold(device: DeviceId) -> Phone:
    """Hold the person's phones and find this one among them."""
    holder = store.read_phone(device).holder
    for phone in store.lock_phones_of(holder):
        if phone.device == device:
            return phone
    raise DeviceUnknown(device=str(device))


# --- answers that need no transaction: the list is part of the program -------------------------


def supported_models() -> list[Model]:
    """Give the published list: the very set that the eligibility check uses (ENR-007)."""
    return [model for model in store.known_models().values() if rules.listed(model)]


def find_model(code: str) -> Model | None:
    """Find a supported model; unknown is unsupported (D-ENR-05)."""
    found = store.known_models().get(code)
    return found if found is not None and rules.listed(found) else None
