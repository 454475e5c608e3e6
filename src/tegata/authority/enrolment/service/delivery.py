"""Hand certificates out, take the receipt of their writing, or give them up."""

from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import CardUnknown
from tegata.authority.enrolment.rules import actors, documents, evidence, succession
from tegata.authority.enrolment.rules import application as steps
from tegata.authority.enrolment.service import progress, signers
from tegata.authority.enrolment.values import Application, ApplicationId, ApplicationState
from tegata.authority.status import public as status
from tegata.card.values import Issued
from tegata.kit.core.context import Context


@transaction.atomic(durable=True)
def look_up(ctx: Context, *, application: ApplicationId) -> Application:
    """Read an application. Raises ApplicationUnknown, ForbiddenProxy, AppOnly."""
    found = store.read_application(application)
    _check_actor(ctx, found)
    return found


@transaction.atomic(durable=True)
def download(ctx: Context, *, application: ApplicationId) -> list[Issued]:
    """Give the signed certificates with those of their CAs, sign before auth.

    Raises as ``look_up``, WrongStep, ApplicationLapsed.
    """
    found = store.read_application(application)
    _check_actor(ctx, found)
    steps.decide_step(found, ApplicationState.WRITTEN, ctx.now)
    return [
        Issued(ca.certificate(name), ca.generation(name.issuer).certificate.der)
        for name in found.certificates
    ]


@transaction.atomic(durable=True)
def confirm_written(ctx: Context, *, application: ApplicationId, receipt: bytes) -> Application:
    """Take the receipt that the new key signed: the one moment in which certificates change over.

    Raises as ``download``, SignatureWrong, SignerRefused.
    """
    # 1. One act at a time about this person.
    found = _hold(ctx, application)
    written = steps.decide_step(found, ApplicationState.WRITTEN, ctx.now)

    # 2. The last of the new keys signed what was written: it is there, and so are the others.
    certificates = [ca.certificate(name) for name in found.certificates]
    evidence.check_signature_of(
        signers.key_of(found.certificates[-1]), documents.receipt(certificates), receipt, "receipt"
    )

    # 3. What happened since they were ordered does not forbid them.
    held = status.lock_certificates_of(found.holder)
    succession.check_unsuspended(found, held)
    succession.check_derived(found, held, ctx.now)

    # 4. The old end before the new begin, in one commit: at no instant are two pairs good. With a
    # card's, what was ordered on the strength of the old ones is given up.
    ends = succession.decide_succession(found.aim, held, found.certificates, ctx.now)
    for name, cause in ends:
        status.stop(ctx, name=name, cause=cause)
    for name in found.certificates:
        status.activate(ctx, name=name)
    if not found.aim.on_phone:
        progress.give_up_live(ctx, found.holder, on_phone=True, why="the card's certificates ended")

    # 5. The card or phone becomes the person's one.
    _put_to_use(ctx, found)
    progress.move(ctx, found, written)
    return written


@transaction.atomic(durable=True)
def cancel(ctx: Context, *, application: ApplicationId) -> Application:
    """Give an application up. Raises as ``look_up``, WrongStep."""
    found = _hold(ctx, application)
    steps.decide_step(found, ApplicationState.CANCELLED, ctx.now)
    progress.give_up(ctx, found, ApplicationState.CANCELLED)
    return store.read_application(application)


@transaction.atomic(durable=True)
def expire_next(ctx: Context) -> Application | None:
    """Expire the first application that was not written in time; tell which, or none."""
    due = store.first_due(ctx.now)
    if due is None:
        return None
    store.hold_person(due.holder)
    found = store.read_application(due.id)
    if steps.is_due(found, ctx.now):
        steps.decide_expiry(found, ctx.now)
        progress.give_up(ctx, found, ApplicationState.EXPIRED)
    return found


def _hold(ctx: Context, application: ApplicationId) -> Application:
    found = store.read_application(application)
    _check_actor(ctx, found)
    store.hold_person(found.holder)
    return store.read_application(application)


def _check_actor(ctx: Context, application: Application) -> None:
    """Let the holder act on a phone, and the clerk on a card until it is handed over."""
    if application.aim.on_phone:
        actors.check_holder_in_app(ctx.actor, application.holder)
    else:
        actors.check_clerk(ctx.actor)


def _put_to_use(ctx: Context, application: Application) -> None:
    if not application.aim.on_phone:
        card = store.read_card(application.carrier)
        if card is None:
            raise CardUnknown
        store.activate_card(card)
        return
    device = devices.DeviceId.parse(application.carrier)
    for retired in devices.activate(ctx, device=device):
        devices.settle_duty(ctx, device=retired.device, to=devices.DutyState.REVOKED)
