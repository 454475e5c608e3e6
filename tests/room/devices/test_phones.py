"""Phones and duties on real PostgreSQL: one phone per person at every instant."""

import pytest
from django.db import IntegrityError, transaction

from makers.phones import MODEL, PERSON, element, phone
from marks import row
from tegata.authority.devices import service, store
from tegata.authority.devices.problems import (
    DeletionUnproved,
    DeviceInOtherHands,
    DeviceUnknown,
)
from tegata.authority.devices.values import (
    DeviceId,
    DutyReason,
    DutyState,
    Os,
    Phone,
    PhoneState,
    Removed,
)
from tegata.kit.core.context import Context
from tegata.ledger.public import acts_about

pytestmark = pytest.mark.django_db


def prepared(ctx: Context, number: int = 1, holder: str = PERSON) -> Phone:
    with transaction.atomic():
        return service.prepare(
            ctx, holder=holder, model=MODEL, os=Os.ANDROID, os_version=13, element=element(number)
        )


def activated(ctx: Context, number: int = 1, holder: str = PERSON) -> Phone:
    made = prepared(ctx, number, holder)
    with transaction.atomic():
        service.activate(ctx, device=made.device)
    return store.read_phone(made.device)


def test_a_phone_survives_the_round_trip(ctx: Context) -> None:
    made = prepared(ctx)

    assert store.read_phone(made.device) == made


def test_the_same_phone_in_the_same_hands_keeps_its_identifier(ctx: Context) -> None:
    assert prepared(ctx) == prepared(ctx)


def test_the_second_phone_retires_the_first(ctx: Context) -> None:
    first, second = activated(ctx, 1), prepared(ctx, 2)

    with transaction.atomic():
        retired = service.activate(ctx, device=second.device)

    assert [phone.device for phone in retired] == [first.device]
    states = {phone.device: phone.state for phone in store.phones_of(PERSON)}
    assert states == {first.device: PhoneState.RETIRED, second.device: PhoneState.ACTIVE}


def test_the_database_itself_admits_one_active_phone_a_person(ctx: Context) -> None:
    activated(ctx, 1)

    with pytest.raises(IntegrityError, match="devices_one_active_phone"), transaction.atomic():
        store.add_phone(phone(2, state=PhoneState.ACTIVE), ctx.now)


def test_a_used_phone_that_still_carries_certificates_is_refused(ctx: Context) -> None:
    first = activated(ctx, 1)
    with pytest.raises(DeviceInOtherHands):
        prepared(ctx, 1, "person-2")

    with transaction.atomic():
        service.retire(ctx, device=first.device)

    assert prepared(ctx, 1, "person-2").device != first.device


def test_a_duty_opens_is_suspended_and_ends_in_the_ledger(ctx: Context) -> None:
    device = activated(ctx).device
    with transaction.atomic():
        service.open_duty(ctx, device=device, reason=DutyReason.LOST)
        service.settle_duty(ctx, device=device, to=DutyState.SUSPENDED)
        done = service.settle_duty(ctx, device=device, to=DutyState.REVOKED)

    assert done is not None
    assert store.read_duty(device) == done
    acts = ["devices.duty.lost", "devices.duty.suspended", "devices.duty.revoked"]
    assert acts_about(f"device:{device}")[-3:] == acts


def test_two_reports_of_one_loss_are_one_duty(ctx: Context) -> None:
    device = activated(ctx).device
    with transaction.atomic():
        service.open_duty(ctx, device=device, reason=DutyReason.LOST)
        service.open_duty(ctx, device=device, reason=DutyReason.LOST)

    assert acts_about(f"device:{device}").count("devices.duty.lost") == 1


def test_a_sale_after_a_loss_makes_the_duty_stricter(ctx: Context) -> None:
    device = activated(ctx).device
    with transaction.atomic():
        service.open_duty(ctx, device=device, reason=DutyReason.LOST)
        service.open_duty(ctx, device=device, reason=DutyReason.SALE)
        held = service.settle_duty(ctx, device=device, to=DutyState.SUSPENDED)
        assert held is not None
        assert (held.reason, held.state) == (DutyReason.SALE, DutyState.OPEN)
        done = service.settle_duty(ctx, device=device, to=DutyState.REVOKED)

    assert done is not None
    assert done.state is DutyState.REVOKED


def test_where_there_is_no_duty_nothing_is_settled(ctx: Context) -> None:
    device = activated(ctx).device

    with transaction.atomic():
        assert service.settle_duty(ctx, device=device, to=DutyState.REVOKED) is None


@row("D-REV-01")
def test_a_factory_reset_alone_leaves_the_duty_open(ctx: Context) -> None:
    device = activated(ctx).device
    with transaction.atomic():
        service.note_reset(ctx, device=device)

    duty = store.read_duty(device)

    assert duty is not None
    assert duty.state is DutyState.OPEN
    assert store.read_phone(device).deletion is None


@row("D-REV-01")
def test_the_receipt_of_the_deletion_is_kept(ctx: Context) -> None:
    device = activated(ctx).device
    with pytest.raises(DeletionUnproved), transaction.atomic():
        service.confirm_deletion(ctx, device=device, removed=Removed(element(2), b"\1" * 32))

    with transaction.atomic():
        service.confirm_deletion(ctx, device=device, removed=Removed(element(1), b"\1" * 32))

    assert store.read_phone(device).deletion == b"\1" * 32


def test_open_duties_are_found_for_their_reminder(ctx: Context) -> None:
    device = activated(ctx).device
    with transaction.atomic():
        duty = service.open_duty(ctx, device=device, reason=DutyReason.REPAIR)

    with transaction.atomic():
        assert store.take_waiting(ctx.now, ctx.now) is None
        assert store.take_waiting(ctx.now.replace(hour=23), ctx.now) == duty
        assert store.take_waiting(ctx.now.replace(hour=23), ctx.now) is None


def test_an_unknown_phone_is_refused(ctx: Context) -> None:
    with pytest.raises(DeviceUnknown), transaction.atomic():
        service.retire(ctx, device=DeviceId("0" * 32))
