"""Rows of enrolment ↔ values."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from tegata.authority.enrolment import models
from tegata.authority.enrolment.problems import ApplicationUnknown
from tegata.authority.enrolment.values import (
    Act,
    Aim,
    Application,
    ApplicationId,
    ApplicationState,
    Card,
    CardState,
    Challenge,
    Identification,
)
from tegata.pki.x509.names import CertificateName

_OVER = [state.value for state in ApplicationState if state.is_over]


def hold_person(holder: str) -> None:
    """Let one act about a person happen at a time: every act of this room begins with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (holder,))


# --- applications --------------------------------------------------------------------------------


def add_application(application: Application) -> None:
    """Add an application."""
    models.Application.objects.create(
        id=str(application.id),
        aim=application.aim,
        on_phone=application.aim.on_phone,
        holder=application.holder,
        carrier=application.carrier,
        state=application.state,
        applied_at=application.applied,
        lapses_at=application.lapses,
    )
    _add_ordered(application)


def write_application(application: Application) -> None:
    """Write an application's new state, what was reserved for it, and on what that rests."""
    _row_of(application.id).update(
        state=application.state,
        lapses_at=application.lapses,
        signer=None if application.signer is None else str(application.signer),
        record_version=application.record_version,
    )
    _add_ordered(application)


def write_document(application: ApplicationId, document: bytes) -> None:
    """Keep the signed document that an application rests on."""
    _row_of(application).update(document=document)


def read_application(application: ApplicationId) -> Application:
    """Fetch an application. Raises ApplicationUnknown."""
    row = _row_of(application).first()
    if row is None:
        raise ApplicationUnknown(application=str(application))
    return _application(row)


def live_application(holder: str, *, on_phone: bool) -> Application | None:
    """Fetch the person's application that is not over."""
    rows = models.Application.objects.filter(holder=holder, on_phone=on_phone)
    row = rows.exclude(state__in=_OVER).first()
    return None if row is None else _application(row)


def application_of(name: CertificateName) -> Application | None:
    """Fetch the application for which a certificate was reserved."""
    row = models.Ordered.objects.select_related("application").filter(name=str(name)).first()
    return None if row is None else _application(row.application)


def ordered_names() -> list[CertificateName]:
    """Fetch the certificates for which an application waits: they were ordered from the press."""
    rows = models.Ordered.objects.filter(application__state=ApplicationState.ISSUING)
    return [CertificateName.parse(row.name) for row in rows.order_by("application_id", "place")]


def record_versions(holder: str) -> dict[CertificateName, int]:
    """Fetch on which version of the person's record each certificate rests."""
    rows = models.Ordered.objects.filter(application__holder=holder)
    found = rows.values_list("name", "application__record_version")
    return {CertificateName.parse(name): version for name, version in found}


def first_due(now: datetime) -> Application | None:
    """Fetch the application that expired first and is not over."""
    rows = models.Application.objects.filter(lapses_at__lte=now).exclude(state__in=_OVER)
    row = rows.order_by("lapses_at", "id").first()
    return None if row is None else _application(row)


def _row_of(application: ApplicationId) -> QuerySet[models.Application]:
    return models.Application.objects.filter(id=str(application))


def _add_ordered(application: Application) -> None:
    for place, name in enumerate(application.certificates):
        models.Ordered.objects.get_or_create(
            name=str(name), defaults={"application_id": str(application.id), "place": place}
        )


def _application(row: models.Application) -> Application:
    ordered = models.Ordered.objects.filter(application=row).order_by("place")
    return Application(
        ApplicationId(row.id),
        Aim(row.aim),
        row.holder,
        row.carrier,
        ApplicationState(row.state),
        row.applied_at,
        row.lapses_at,
        tuple(CertificateName.parse(each.name) for each in ordered),
        None if row.signer is None else CertificateName.parse(row.signer),
        row.record_version,
    )


# --- cards ---------------------------------------------------------------------------------------


def add_card(card: Card) -> None:
    """Add a card."""
    models.Card.objects.create(
        id=card.id, holder=card.holder, state=card.state, expires_at=card.expires
    )


def read_card(card: str) -> Card | None:
    """Fetch a card."""
    row = models.Card.objects.filter(id=card).first()
    return None if row is None else _card(row)


def active_card(holder: str) -> Card | None:
    """Fetch the person's card in use."""
    row = models.Card.objects.filter(holder=holder, state=CardState.ACTIVE).first()
    return None if row is None else _card(row)


def activate_card(card: Card) -> None:
    """Put a card to use and end the one before, in this order of the other way round."""
    cards = models.Card.objects.filter(holder=card.holder)
    cards.filter(state=CardState.ACTIVE).exclude(id=card.id).update(state=CardState.ENDED)
    cards.filter(id=card.id).update(state=CardState.ACTIVE)


def end_cards(holder: str) -> None:
    """End all cards of a person."""
    models.Card.objects.filter(holder=holder).update(state=CardState.ENDED)


def _card(row: models.Card) -> Card:
    return Card(row.id, row.holder, CardState(row.state), row.expires_at)


# --- challenges ----------------------------------------------------------------------------------


def add_challenge(challenge: Challenge, now: datetime) -> None:
    """Add a challenge, and remove those that nobody answered in time."""
    models.Challenge.objects.filter(lapses_at__lte=now).delete()
    models.Challenge.objects.create(
        octets=challenge.octets,
        holder=challenge.holder,
        about=challenge.about,
        lapses_at=challenge.lapses,
    )


def take_challenge(octets: bytes) -> Challenge | None:
    """Fetch a challenge and remove it: whoever comes second finds nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM enrolment_challenge WHERE octets = %s RETURNING holder, about, lapses_at",
            (octets,),
        )
        row = cursor.fetchone()
    return None if row is None else Challenge(octets, *row)


# --- callers -------------------------------------------------------------------------------------


def write_call_back(holder: str, call_back: str) -> None:
    """Write the number at which a person can be called back."""
    models.Contact.objects.update_or_create(holder=holder, defaults={"call_back": call_back})


def read_call_back(holder: str) -> str:
    """Fetch the number at which a person can be called back; empty when none is known."""
    row = models.Contact.objects.filter(holder=holder).first()
    return "" if row is None else row.call_back


def add_identification(identification: Identification) -> None:
    """Add what an operator learnt."""
    models.Identification.objects.create(
        id=identification.id,
        operator=identification.operator,
        holder=identification.holder,
        act=identification.act,
        enough=identification.enough,
        at=identification.at,
    )


def missed_since(holder: str, since: datetime) -> list[datetime]:
    """Fetch when callers were not identified as a person."""
    rows = models.Identification.objects.filter(holder=holder, enough=False, at__gt=since)
    return list(rows.values_list("at", flat=True))


def missed_through(operator: str, act: Act, since: datetime) -> list[datetime]:
    """Fetch when callers were not identified for an act through one operator."""
    rows = models.Identification.objects.filter(operator=operator, act=act, enough=False)
    return list(rows.filter(at__gt=since).values_list("at", flat=True))


def take_identification(identification: str) -> Identification | None:
    """Fetch an identification and spend it: it is good for one act."""
    fresh = models.Identification.objects.filter(id=identification, spent=False)
    row = fresh.select_for_update().first()
    if row is None:
        return None
    fresh.update(spent=True)
    return Identification(row.id, row.operator, row.holder, Act(row.act), row.enough, row.at)
