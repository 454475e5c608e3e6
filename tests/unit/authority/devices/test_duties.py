"""What the law asks of a holder who parts with a phone."""

from datetime import datetime, timedelta

import pytest

from makers.phones import element, phone
from marks import row
from tegata.authority.devices.problems import (
    ActionInsufficient,
    DeletionUnproved,
    DeviceRetired,
    DutyNotOpen,
    WhyMissing,
)
from tegata.authority.devices.rules import (
    ACTIONS,
    decide_activation,
    decide_deletion,
    decide_duty,
    decide_settlement,
)
from tegata.authority.devices.values import (
    Duty,
    DutyAction,
    DutyReason,
    DutyState,
    PhoneState,
    Removed,
)

DEVICE = phone().device


def opened(reason: DutyReason, now: datetime, why: str = "") -> Duty:
    return Duty.opened(DEVICE, reason, now, why)


@row("REV-005", "REV-006", "REV-007")
@pytest.mark.parametrize(
    "reason",
    [
        DutyReason.TRADE_IN,
        DutyReason.SALE,
        DutyReason.COLLECTION,
        DutyReason.SCRAP,
        DutyReason.REPAIR,
        DutyReason.MODEL_CHANGE,
    ],
)
def test_whoever_gives_a_phone_away_must_revoke(reason: DutyReason, now: datetime) -> None:
    assert ACTIONS[reason] == (DutyAction.REVOKE,)
    with pytest.raises(ActionInsufficient):
        decide_settlement(opened(reason, now), DutyState.SUSPENDED)
    assert decide_settlement(opened(reason, now), DutyState.REVOKED).state is DutyState.REVOKED


@row("SUS-001", "SUS-002")
@pytest.mark.parametrize(
    "reason",
    [
        DutyReason.LOST,
        DutyReason.STOLEN,
    ],
)
def test_loss_and_theft_ask_for_suspension_and_do_not_force_revocation(
    reason: DutyReason, now: datetime
) -> None:
    assert ACTIONS[reason][0] is DutyAction.SUSPEND
    held = decide_settlement(opened(reason, now), DutyState.SUSPENDED)
    assert decide_settlement(held, DutyState.RESUMED).state.is_over


@row("SUS-007")
def test_another_risk_is_accepted_in_words(now: datetime) -> None:
    duty = opened(DutyReason.OTHER, now, "fell into a lake")

    assert (duty.why, ACTIONS[duty.reason][0]) == ("fell into a lake", DutyAction.SUSPEND)
    with pytest.raises(WhyMissing):
        opened(DutyReason.OTHER, now, "  ")


@pytest.mark.parametrize("reason", DutyReason)
def test_every_reason_has_its_action(reason: DutyReason) -> None:
    assert DutyAction.REVOKE in ACTIONS[reason]


@pytest.mark.parametrize("over", [DutyState.REVOKED, DutyState.RESUMED])
@pytest.mark.parametrize("to", DutyState)
def test_a_duty_that_is_over_stays_over(over: DutyState, to: DutyState, now: datetime) -> None:
    with pytest.raises(DutyNotOpen):
        decide_settlement(opened(DutyReason.LOST, now).come_to(over), to)


def test_an_open_duty_is_not_resumed(now: datetime) -> None:
    with pytest.raises(DutyNotOpen):
        decide_settlement(opened(DutyReason.LOST, now), DutyState.RESUMED)


def test_a_phone_that_does_not_come_back_is_revoked(now: datetime) -> None:
    held = opened(DutyReason.LOST, now).come_to(DutyState.SUSPENDED)

    assert decide_settlement(held, DutyState.REVOKED).state is DutyState.REVOKED


def test_a_stricter_reason_replaces_a_weaker_one_and_keeps_its_date(now: datetime) -> None:
    lost, later = opened(DutyReason.LOST, now), now + timedelta(days=3)

    assert decide_duty(lost, opened(DutyReason.SALE, later)) == opened(DutyReason.SALE, now)
    sold = opened(DutyReason.SALE, now)
    assert decide_duty(sold, opened(DutyReason.LOST, later)) is sold


def test_after_a_duty_is_over_a_new_one_opens(now: datetime) -> None:
    over = opened(DutyReason.LOST, now).come_to(DutyState.RESUMED)
    again = opened(DutyReason.LOST, now + timedelta(days=30))

    assert decide_duty(over, again) is again


def test_a_retired_phone_is_not_activated() -> None:
    with pytest.raises(DeviceRetired):
        decide_activation(phone(state=PhoneState.RETIRED))


def test_only_the_phones_own_element_proves_its_deletion() -> None:
    with pytest.raises(DeletionUnproved):
        decide_deletion(phone(1), Removed(element(2), bytes(32)))

    assert decide_deletion(phone(1), Removed(element(1), bytes(32))).state is PhoneState.RETIRED
