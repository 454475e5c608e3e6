"""Rows of phones and duties ↔ values; the list of models that comes with the room."""

import csv
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from tegata.authority.devices import models
from tegata.authority.devices.problems import DeviceUnknown
from tegata.authority.devices.values import (
    BiometricClass,
    DeviceId,
    Duty,
    DutyReason,
    DutyState,
    Model,
    Os,
    Phone,
    PhoneState,
)
from tegata.pki.x509.names import KeyId


@cache
def known_models() -> Mapping[str, Model]:
    """Read the list of models: code → model, in the list's order."""
    text = files("tegata.authority.devices").joinpath("known_models.csv").read_text("utf-8")
    return {
        row["code"]: Model(
            row["code"], row["maker"], row["name"], int(row["year"]), row["gp_se"] == "yes",
            row["nfc"] == "yes", BiometricClass(row["biometric_class"]), int(row["min_os"]),
        )
        for row in csv.DictReader(text.splitlines())
    }  # fmt: skip


def add_phone(phone: Phone, at: datetime) -> None:
    """Add a phone."""
    models.Phone.objects.create(
        device=str(phone.device),
        model=phone.model,
        os=phone.os,
        os_version=phone.os_version,
        holder=phone.holder,
        state=phone.state,
        element=phone.element.octets,
        deletion=phone.deletion,
        prepared_at=at,
    )


def read_phone(device: DeviceId) -> Phone:
    """Fetch a phone. Raises DeviceUnknown."""
    row = models.Phone.objects.filter(device=str(device)).first()
    if row is None:
        raise DeviceUnknown(device=str(device))
    return _phone(row)


def phones_of(holder: str) -> list[Phone]:
    """Fetch a person's phones, the one prepared last first."""
    rows = models.Phone.objects.filter(holder=holder).order_by("-prepared_at", "device")
    return [_phone(row) for row in rows]


def lock_phones_of(holder: str) -> list[Phone]:
    """Fetch and hold a person's phones, in one order for everybody: no deadlocks."""
    rows = models.Phone.objects.filter(holder=holder).order_by("device").select_for_update()
    return [_phone(row) for row in rows]


def phones_with(element: KeyId) -> list[Phone]:
    """Fetch every phone that one secure element ever was."""
    rows = models.Phone.objects.filter(element=element.octets).order_by("device")
    return [_phone(row) for row in rows]


def write_phone(phone: Phone) -> None:
    """Write a phone's new state."""
    models.Phone.objects.filter(device=str(phone.device)).update(
        state=phone.state, deletion=phone.deletion
    )


def read_duty(device: DeviceId) -> Duty | None:
    """Fetch a phone's latest duty."""
    row = models.Duty.objects.filter(phone_id=str(device)).order_by("-id").first()
    return None if row is None else _duty(row)


def add_duty(duty: Duty) -> None:
    """Add a duty."""
    models.Duty.objects.create(
        phone_id=str(duty.device),
        reason=duty.reason,
        state=duty.state,
        since=duty.since,
        why=duty.why,
    )


def write_duty(duty: Duty) -> None:
    """Write the new state of a phone's live duty."""
    models.Duty.objects.filter(phone_id=str(duty.device), state__in=["open", "suspended"]).update(
        reason=duty.reason, state=duty.state, why=duty.why
    )


def take_waiting(before: datetime, at: datetime) -> Duty | None:
    """Fetch the oldest duty open since before a moment of which nobody was reminded, and mark it.

    Duties that another worker holds are passed over.
    """
    waiting = models.Duty.objects.filter(state="open", since__lt=before, reminded_at=None)
    row = waiting.order_by("since", "id").select_for_update(skip_locked=True).first()
    if row is None:
        return None
    models.Duty.objects.filter(pk=row.pk).update(reminded_at=at)
    return _duty(row)


def _phone(row: models.Phone) -> Phone:
    return Phone(
        DeviceId(row.device),
        row.model,
        Os(row.os),
        row.os_version,
        row.holder,
        PhoneState(row.state),
        KeyId(bytes(row.element)),
        None if row.deletion is None else bytes(row.deletion),
    )


def _duty(row: models.Duty) -> Duty:
    return Duty(
        DeviceId(row.phone_id),
        DutyReason(row.reason),
        DutyState(row.state),
        row.since,
        row.why,
    )
