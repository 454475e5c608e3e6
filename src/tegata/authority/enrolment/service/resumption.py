"""Lift a phone's suspension: authentication is good again, the signature certificate is not."""

from collections.abc import Mapping, Sequence

from tegata.authority.devices import public as devices
from tegata.authority.enrolment.problems import NotSuspended
from tegata.authority.enrolment.service import signers
from tegata.authority.status import public as status
from tegata.card.values import Purpose
from tegata.kit.core.context import Context
from tegata.pki.profiles.kinds import ON_PHONE, CertificateKind


def find_suspended(holder: str, phone: devices.Phone) -> list[status.Certificate]:
    """Find the suspended certificates of a phone. Raises NotSuspended."""
    held = [
        each
        for each in status.lock_certificates_of(holder)
        if each.kind in ON_PHONE
        if each.state is status.State.HOLD
    ]
    has_auth = any(each.kind is CertificateKind.PHONE_AUTH for each in held)
    if phone.state is not devices.PhoneState.ACTIVE or not has_auth:
        raise NotSuspended
    return held


def kept_keys(suspended: Sequence[status.Certificate]) -> Mapping[Purpose, bytes]:
    """Give the key that stays on a phone while its signature key is made anew."""
    for each in suspended:
        if each.kind is CertificateKind.PHONE_AUTH:
            return {Purpose.AUTH: signers.key_of(each.name)}
    return {}


def resume(ctx: Context, phone: devices.Phone, suspended: Sequence[status.Certificate]) -> None:
    """Make authentication good again and end the signature certificate for good (D-SUS-01)."""
    for each in suspended:
        if each.kind is CertificateKind.PHONE_AUTH:
            status.lift(ctx, name=each.name)
        else:
            status.stop(ctx, name=each.name, cause=status.Cause.SUPERSEDED)
    if suspended:
        devices.settle_duty(ctx, device=phone.device, to=devices.DutyState.RESUMED)
