"""Revoke a certificate in the app, and take the receipt that the keys are gone."""

from collections.abc import Sequence

from django.db import transaction

from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import actors, documents, evidence, succession, vouching
from tegata.authority.enrolment.service import challenges, signers
from tegata.authority.enrolment.values import Carrier, Proof
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.pki.x509.names import CertificateName


@transaction.atomic(durable=True)
def revoke(ctx: Context, *, name: CertificateName, proof: Proof) -> status.Certificate:
    """Revoke one certificate of the person's phone, for good.

    The secure element compared the password; what proves it is a signature by the phone's
    signature key, or by the card's on another device when the phone is gone (SUS-005).
    Raises CertificateUnknown, ForbiddenProxy, AppOnly, ChallengeStale, ProofRefused,
    SignatureWrong, AlreadyRevoked, RevocationTooLate.
    """
    # 1. Only the holder, in the app: there is no proxy (REV-004).
    target = status.read_certificate(name)
    holder = target.holder
    actors.check_holder_in_app(ctx.actor, holder)
    store.hold_person(holder)

    # 2. A key that may decide about it answers a fresh challenge.
    challenges.take(ctx, octets=proof.challenge, holder=holder, about=f"certificate:{name}")
    by = target if proof.by == name else status.read_certificate(proof.by)
    evidence.check_prover(target, by, holder)
    signed = documents.revocation(name, proof.challenge)
    evidence.check_signature_of(signers.key_of(proof.by), signed, proof.signature, "revocation")

    # 3. Revoke; with the last one the holder's duty is done.
    done = status.stop(ctx, name=name, cause=status.Cause.SUBJECT_REQUEST)
    settle(ctx, holder)
    return done


def settle(ctx: Context, holder: str) -> None:
    """Bring the duty of a person's phone up to what became of its certificates, as a part."""
    of_phone = [
        each for each in status.lock_certificates_of(holder) if each.kind in Carrier.PHONE.kinds
    ]
    came_to = succession.duty_after(of_phone, ctx.now)
    for phone in devices.phones_of(holder):
        if phone.state is not devices.PhoneState.ACTIVE or came_to is None:
            continue
        devices.settle_duty(ctx, device=phone.device, to=came_to)
        if came_to is devices.DutyState.REVOKED and not _is_awaited(phone):
            devices.retire(ctx, device=phone.device)


def _is_awaited(phone: devices.Phone) -> bool:
    """Tell whether new certificates are on their way to a phone."""
    live = store.live_application(phone.holder, on_phone=True)
    return live is not None and live.carrier == str(phone.device)


@transaction.atomic(durable=True)
def confirm_deletion(
    ctx: Context,
    *,
    device: devices.DeviceId,
    challenge: bytes,
    receipt: bytes,
    makers: Sequence[bytes],
) -> devices.Phone:
    """Keep a secure element's word that it holds no key any more (D-REV-01).

    Raises DeviceUnknown, ForbiddenProxy, AppOnly, ChallengeStale, AttestationWrong,
    DeletionUnproved.
    """
    holder = devices.read_phone(device).holder
    actors.check_holder_in_app(ctx.actor, holder)
    store.hold_person(holder)
    challenges.take(ctx, octets=challenge, holder=holder, about=f"device:{device}")
    removed = vouching.check_removed(receipt, challenge, makers, ctx.now)
    return devices.confirm_deletion(ctx, device=device, removed=removed)
