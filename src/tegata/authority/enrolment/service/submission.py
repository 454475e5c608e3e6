"""Take an application that the card has signed, and order its certificates."""

from collections.abc import Sequence
from datetime import timedelta

from attrs import evolve
from django.db import transaction

from tegata.authority.devices import public as devices
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import actors, documents, residents, vouching
from tegata.authority.enrolment.rules.application import decide_step
from tegata.authority.enrolment.service import challenges, ordering, progress, resumption, signers
from tegata.authority.enrolment.values import (
    Aim,
    Application,
    ApplicationId,
    ApplicationState,
    Submission,
)
from tegata.authority.people import public as people
from tegata.kit.core.context import Context


@transaction.atomic(durable=True)
def submit(
    ctx: Context,
    *,
    application: ApplicationId,
    submission: Submission,
    makers: Sequence[bytes],
    term: timedelta,
) -> Application:
    """Check all the evidence of an application and order its certificates, or refuse.

    ``makers`` are the certificates of the trusted makers of secure elements; ``term`` is how long
    the application lives. Raises ApplicationUnknown, ForbiddenProxy, AppOnly, ChallengeStale,
    ApplicationLapsed, WrongStep, NotSuspended and what the rules of evidence raise.
    """
    # 1. Only the person, in the app, one act at a time; the challenge is good for once.
    found = _hold(ctx, application)
    holder = found.holder
    challenges.take(
        ctx, octets=submission.challenge, holder=holder, about=f"application:{found.id}"
    )

    # 2. The keys are held, fit to be certified, and were made inside this phone.
    phone = devices.read_phone(devices.DeviceId.parse(found.carrier))
    keys = vouching.check_requests(submission.requests, found.aim.purposes)
    suspended = resumption.find_suspended(holder, phone) if found.aim is Aim.RESUMPTION else []
    inside = {**resumption.kept_keys(suspended), **keys}
    vouching.check_attested(
        submission.attestation,
        challenge=submission.challenge,
        phone=phone,
        keys=inside,
        makers=makers,
        now=ctx.now,
    )

    # 3. The person's own card signed exactly this application (ENR-004).
    expected = documents.document(found, phone, submission.requests, submission.challenge)
    card = signers.check_card_signed(
        ctx, message=submission.document, expected=expected, holder=holder
    )
    signed = decide_step(found, ApplicationState.CARD_SIGNED, ctx.now)
    store.write_document(found.id, submission.document)
    if submission.call_back:
        store.write_call_back(holder, submission.call_back)

    # 4. A resumption takes effect now; the new certificates end with the card's (D-ENR-03).
    resumption.resume(ctx, phone, suspended)
    lasting = evolve(signed, lapses=ctx.now + term, signer=card.name)
    progress.move(ctx, found, lasting)
    resident = residents.living(people.read_resident(people.PersonId.parse(holder)))
    return ordering.order(ctx, application=lasting, keys=keys, ends=card.expires, resident=resident)


def _hold(ctx: Context, application: ApplicationId) -> Application:
    holder = store.read_application(application).holder
    actors.check_holder_in_app(ctx.actor, holder)
    store.hold_person(holder)
    return store.read_application(application)
