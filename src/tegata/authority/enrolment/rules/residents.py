"""Decide for whom anything can be done, and what a change in the record does to certificates."""

from collections.abc import Iterable
from datetime import date, datetime

from tegata.authority.people.public import (
    EventKind,
    PersonUnknown,
    Record,
    Resident,
    ResidentEvent,
    Standing,
)
from tegata.authority.status.public import Cause, Certificate, State
from tegata.pki.profiles.kinds import CertificateKind

_CARDS_ABROAD = date(2024, 5, 27)
"""From this day a person who moves abroad keeps using the card (jpki, 5)."""
_SIGN = (CertificateKind.CARD_SIGN, CertificateKind.PHONE_SIGN)


def living(resident: Resident) -> Record:
    """Give the record of somebody for whom anything can still be done. Raises PersonUnknown."""
    if resident.standing is Standing.DECEASED:
        raise PersonUnknown(person=str(resident.person))
    return resident.record


def decide_stops(
    event: ResidentEvent, certificates: Iterable[Certificate], now: datetime
) -> list[tuple[Certificate, Cause]]:
    """Decide which certificates end, and why.

    A change of the four items ends both signature certificates, the card's and the phone's, and
    no user-authentication certificate (D-RES-01). Death ends all of them (D-RES-02).
    """
    live = [each for each in certificates if each.state is not State.REVOKED and now < each.expires]
    if event.kind is EventKind.DIED:
        return [(each, Cause.DEATH) for each in live]
    if event.kind is EventKind.EMIGRATED and event.occurred_on < _CARDS_ABROAD:
        return [(each, Cause.RESIDENT_CHANGE) for each in live]
    if not event.changes_four_items:
        return []
    return [(each, Cause.RESIDENT_CHANGE) for each in live if each.kind in _SIGN]
