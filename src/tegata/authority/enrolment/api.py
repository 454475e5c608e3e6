"""JSON: apply with a phone, revoke, report; suspend for a caller; issue a card at the counter."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Status

from tegata.authority.devices.public import DeviceId
from tegata.authority.enrolment.forms import (
    ApplicationAsked,
    ApplicationBegun,
    ApplicationShown,
    CallerSaid,
    CardAsked,
    ChallengeAsked,
    ChallengeShown,
    DeletionSent,
    DocumentSent,
    DutyReported,
    DutyShown,
    HandsetSaid,
    IdentificationShown,
    IssuedShown,
    OfferShown,
    ReceiptSent,
    RevocationSent,
    StateShown,
    SuspensionAsked,
)
from tegata.authority.enrolment.service import (
    calls,
    cards,
    challenges,
    delivery,
    duties,
    phones,
    revocation,
    submission,
)
from tegata.authority.enrolment.values import ApplicationId
from tegata.authority.people.public import PersonId
from tegata.kit.core.context import Context, Role
from tegata.kit.web.callers import context_of
from tegata.pki.x509.names import CertificateName, KeyId

router = Router(tags=["enrolment"])


def _anybody(request: HttpRequest) -> Context:
    """Let every known caller in: the rules refuse proxies by their own code (REV-004)."""
    return context_of(request, *Role)


# --- a phone -------------------------------------------------------------------------------------


@router.post("/offer", response=OfferShown, exclude_none=True)
def offer(request: HttpRequest, handset: HandsetSaid) -> OfferShown:
    """Tell what STEP 3 shows on a phone (ENR-012, ENR-013)."""
    return OfferShown.of(phones.offer(_anybody(request), handset=handset.parsed()))


@router.post("/applications", response={201: ApplicationBegun})
def begin(request: HttpRequest, asked: ApplicationAsked) -> Status[ApplicationBegun]:
    """Begin an application with a phone."""
    begun = phones.begin(
        _anybody(request),
        aim=asked.aim,
        handset=asked.handset.parsed(),
        element=KeyId.parse(asked.element),
    )
    return Status(201, ApplicationBegun.of(begun))


@router.post("/applications/{application}/document", response={202: ApplicationShown})
def submit(request: HttpRequest, application: str, sent: DocumentSent) -> Status[ApplicationShown]:
    """Send what the card signed: the certificates are ordered."""
    done = submission.submit(
        _anybody(request),
        application=ApplicationId.parse(application),
        submission=sent.parsed(),
        makers=settings.TEGATA_MAKERS,
        term=settings.TEGATA_APPLICATION_TERM,
    )
    return Status(202, ApplicationShown.of(done))


@router.get("/applications/{application}", response=ApplicationShown)
def look_up(request: HttpRequest, application: str) -> ApplicationShown:
    """Show where an application stands."""
    found = delivery.look_up(_anybody(request), application=ApplicationId.parse(application))
    return ApplicationShown.of(found)


@router.get("/applications/{application}/certificates", response=list[IssuedShown])
def download(request: HttpRequest, application: str) -> list[IssuedShown]:
    """Fetch the signed certificates, signature before authentication."""
    issued = delivery.download(_anybody(request), application=ApplicationId.parse(application))
    return [IssuedShown.of(each) for each in issued]


@router.post("/applications/{application}/receipt", response=ApplicationShown)
def confirm_written(request: HttpRequest, application: str, sent: ReceiptSent) -> ApplicationShown:
    """Confirm that the certificates were written."""
    done = delivery.confirm_written(
        _anybody(request), application=ApplicationId.parse(application), receipt=sent.signature
    )
    return ApplicationShown.of(done)


@router.delete("/applications/{application}", response=ApplicationShown)
def cancel(request: HttpRequest, application: str) -> ApplicationShown:
    """Give an application up."""
    done = delivery.cancel(_anybody(request), application=ApplicationId.parse(application))
    return ApplicationShown.of(done)


# --- the end of a phone's certificates -----------------------------------------------------------


@router.post("/challenges", response={201: ChallengeShown})
def challenge(request: HttpRequest, asked: ChallengeAsked) -> Status[ChallengeShown]:
    """Ask for a challenge that a key of the person is to answer."""
    return Status(201, ChallengeShown.of(challenges.ask(_anybody(request), about=asked.about)))


@router.post("/revocations", response={201: StateShown})
def revoke(request: HttpRequest, sent: RevocationSent) -> Status[StateShown]:
    """Revoke one certificate of the person's phone, for good."""
    done = revocation.revoke(
        _anybody(request), name=CertificateName.parse(sent.name), proof=sent.parsed()
    )
    return Status(201, StateShown.of(done))


@router.post("/devices/{device}/duty", response={201: DutyShown})
def report(request: HttpRequest, device: str, said: DutyReported) -> Status[DutyShown]:
    """Report that the holder parts with a phone."""
    duty = duties.report(
        _anybody(request), device=DeviceId.parse(device), reason=said.reason, why=said.why
    )
    return Status(201, DutyShown.of(duty))


@router.get("/devices/{device}/duty", response=list[DutyShown])
def show_duty(request: HttpRequest, device: str) -> list[DutyShown]:
    """Show the holder's duty, if there is one; that it was shown is recorded."""
    duty = duties.show(_anybody(request), device=DeviceId.parse(device))
    return [] if duty is None else [DutyShown.of(duty)]


@router.post("/devices/{device}/reset", response=DutyShown)
def report_reset(request: HttpRequest, device: str) -> DutyShown:
    """Report a factory reset: it removes no key, and settles nothing."""
    return DutyShown.of(duties.report_reset(_anybody(request), device=DeviceId.parse(device)))


@router.post("/devices/{device}/deletion", response={204: None})
def confirm_deletion(request: HttpRequest, device: str, sent: DeletionSent) -> Status[None]:
    """Send the secure element's receipt that its keys are gone."""
    revocation.confirm_deletion(
        _anybody(request),
        device=DeviceId.parse(device),
        challenge=sent.challenge,
        receipt=sent.receipt,
        makers=settings.TEGATA_MAKERS,
    )
    return Status(204, None)


# --- the call centre -----------------------------------------------------------------------------


@router.post("/identifications", response={201: IdentificationShown})
def identify(request: HttpRequest, said: CallerSaid) -> Status[IdentificationShown]:
    """Compare a caller's answers with the record."""
    learnt = calls.identify(
        _anybody(request), person=PersonId.parse(said.person), said=said.parsed(), act=said.act
    )
    return Status(201, IdentificationShown.of(learnt))


@router.post("/suspensions", response={201: list[StateShown]})
def suspend(request: HttpRequest, asked: SuspensionAsked) -> Status[list[StateShown]]:
    """Put an identified caller's certificates on hold, at any hour."""
    held = calls.suspend(
        _anybody(request), identification=asked.identification, report=asked.parsed()
    )
    return Status(201, [StateShown.of(each) for each in held])


# --- the counter ---------------------------------------------------------------------------------


@router.post("/cards", response={202: ApplicationShown})
def issue_card(request: HttpRequest, asked: CardAsked) -> Status[ApplicationShown]:
    """Order the pair of a new card, or a new signature certificate for the one in use."""
    order = cards.reissue_sign if asked.sign_only else cards.issue
    ordered = order(
        _anybody(request),
        person=asked.parsed,
        requests=asked.requests,
        term=settings.TEGATA_APPLICATION_TERM,
    )
    return Status(202, ApplicationShown.of(ordered))
