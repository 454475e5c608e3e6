"""Decide which phones can carry certificates' keys, and what a holder must do about them."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from attrs import evolve

from tegata.authority.devices.problems import (
    ActionInsufficient,
    CardReadUnsupported,
    DeletionUnproved,
    DeviceInOtherHands,
    DeviceRetired,
    DutyNotOpen,
    SystemTooOld,
    UnsupportedModel,
    UnsupportedOs,
)
from tegata.authority.devices.values import (
    Duty,
    DutyAction,
    DutyReason,
    DutyState,
    Handset,
    Model,
    Offer,
    Os,
    Phone,
    PhoneState,
    Removed,
    Unlock,
)
from tegata.kit.core.calendar import day_in_japan

SYSTEMS: Mapping[Os, date] = MappingProxyType(
    {Os.ANDROID: date(2023, 5, 11), Os.IOS: date(2025, 6, 24)}
)
"""From which day a system is supported; the second is of secondary sources (domain, 2.3)."""

_REVOKE = (DutyAction.REVOKE,)
_SUSPEND_FIRST = (DutyAction.SUSPEND, DutyAction.REVOKE)

ACTIONS: Mapping[DutyReason, tuple[DutyAction, ...]] = MappingProxyType(
    {
        DutyReason.TRADE_IN: _REVOKE,
        DutyReason.SALE: _REVOKE,
        DutyReason.COLLECTION: _REVOKE,
        DutyReason.SCRAP: _REVOKE,
        DutyReason.REPAIR: _REVOKE,
        DutyReason.MODEL_CHANGE: _REVOKE,
        DutyReason.LOST: _SUSPEND_FIRST,
        DutyReason.STOLEN: _SUSPEND_FIRST,
        DutyReason.OTHER: _SUSPEND_FIRST,
        DutyReason.STOP_USING: _SUSPEND_FIRST,
    }
)
"""What satisfies the duty, what is asked for first."""

_STEPS: Mapping[DutyState, frozenset[DutyState]] = MappingProxyType(
    {
        DutyState.OPEN: frozenset({DutyState.SUSPENDED, DutyState.REVOKED}),
        DutyState.SUSPENDED: frozenset({DutyState.RESUMED, DutyState.REVOKED}),
        DutyState.REVOKED: frozenset(),
        DutyState.RESUMED: frozenset(),
    }
)


def listed(model: Model) -> bool:
    """Tell whether a model stands on the published list of supported ones (ENR-007)."""
    return model.gp_se and model.nfc


def check_handset(handset: Handset, known: Mapping[str, Model], now: datetime) -> Model:
    """Find the model of a phone that can carry certificates.

    Raises UnsupportedOs, CardReadUnsupported, UnsupportedModel, SystemTooOld.
    """
    begins = SYSTEMS.get(handset.os)
    if begins is None or day_in_japan(now) < begins:
        raise UnsupportedOs(os=handset.os)
    if not handset.reads_cards:
        raise CardReadUnsupported
    model = known.get(handset.model)
    if model is None or not listed(model):
        raise UnsupportedModel
    if handset.os_version < model.min_os:
        raise SystemTooOld(version=str(handset.os_version), needed=str(model.min_os))
    return model


def decide_offer(handset: Handset, known: Mapping[str, Model], now: datetime) -> Offer:
    """Tell whether a phone can carry certificates, and how they are unlocked (ENR-012)."""
    try:
        return Offer(unlocks(check_handset(handset, known, now)))
    except (UnsupportedOs, CardReadUnsupported, UnsupportedModel, SystemTooOld):
        return Offer(())


def unlocks(model: Model) -> tuple[Unlock, ...]:
    """Tell how a model's user-authentication key can be unlocked (ENR-015)."""
    return (Unlock.PIN, Unlock.BIOMETRICS) if model.biometrics else (Unlock.PIN,)


def decide_duty(current: Duty | None, asked: Duty) -> Duty:
    """Decide which duty a phone has after a new report; a stricter reason replaces a weaker one."""
    if current is None or current.state.is_over:
        return asked
    if DutyAction.SUSPEND in ACTIONS[current.reason] and ACTIONS[asked.reason] == _REVOKE:
        return evolve(asked, since=current.since)
    return current


def decide_settlement(duty: Duty, to: DutyState) -> Duty:
    """Decide that a duty came to ``to``. Raises DutyNotOpen, ActionInsufficient."""
    if to not in _STEPS[duty.state]:
        raise DutyNotOpen(state=duty.state, wanted=to)
    if to is DutyState.SUSPENDED and DutyAction.SUSPEND not in ACTIONS[duty.reason]:
        raise ActionInsufficient(reason=duty.reason)
    return duty.come_to(to)


def decide_activation(phone: Phone) -> Phone:
    """Decide that a phone becomes its holder's one. Raises DeviceRetired."""
    if phone.state is PhoneState.RETIRED:
        raise DeviceRetired(device=str(phone.device))
    return evolve(phone, state=PhoneState.ACTIVE)


def decide_retirement(phone: Phone) -> Phone:
    """Decide that a phone is given up; it may be given up twice."""
    return evolve(phone, state=PhoneState.RETIRED)


def check_free(holder: str, others: list[Phone]) -> None:
    """Refuse a secure element that carries another's certificates. Raises DeviceInOtherHands."""
    if any(other.holder != holder and other.state is PhoneState.ACTIVE for other in others):
        raise DeviceInOtherHands


def decide_deletion(phone: Phone, removed: Removed) -> Phone:
    """Decide that a phone's keys are gone. Raises DeletionUnproved."""
    if removed.element != phone.element:
        raise DeletionUnproved(why="another phone's secure element made the receipt")
    return evolve(phone, state=PhoneState.RETIRED, deletion=removed.digest)
