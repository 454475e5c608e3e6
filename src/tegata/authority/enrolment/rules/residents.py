"""Decide for whom anything can be done, and what a change in the record does to certificates."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tegata.authority.people.public import (
    EventKind,
    PersonAbroad,
    PersonUnknown,
    Resident,
    ResidentEvent,
    Standing,
)
from tegata.authority.status.public import Cause, Certificate, State
from tegata.pki.profiles.kinds import FOR_SIGNATURES
from tegata.pki.x509.names import CertificateName

_CARDS_ABROAD = date(2024, 5, 27)
"""From this day a person who moves abroad keeps using the card (jpki, 5)."""


def living(resident: Resident) -> Resident:
    """Give somebody for whom anything can still be done.

    Whose card ended with a move abroad gets nothing before the return. Raises PersonUnknown,
    PersonAbroad.
    """
    if resident.standing is Standing.DECEASED:
        raise PersonUnknown(person=str(resident.person))
    if resident.standing is Standing.ABROAD and resident.since < _CARDS_ABROAD:
        raise PersonAbroad
    return resident


def ends_card(event: ResidentEvent) -> bool:
    """Tell whether a card ends: with its holder, or with a move abroad in the first year."""
    abroad = event.kind is EventKind.EMIGRATED and event.occurred_on < _CARDS_ABROAD
    return abroad or event.kind is EventKind.DIED


def decide_stops(
    event: ResidentEvent,
    certificates: Iterable[Certificate],
    versions: Mapping[CertificateName, int],
    now: datetime,
) -> list[tuple[Certificate, Cause]]:
    """Decide which certificates end, and why.

    A change of the four items ends both signature certificates, the card's and the phone's, and
    no user-authentication certificate (D-RES-01). Death ends all of them (D-RES-02). ``versions``
    tells on which version of the record each rests: what was ordered after the change is true, and
    an event that is followed late leaves it alone.
    """
    live = [each for each in certificates if each.state is not State.REVOKED and now < each.expires]
    if event.kind is EventKind.DIED:
        return [(each, Cause.DEATH) for each in live]
    older = [each for each in live if versions.get(each.name, 0) < event.version]
    if ends_card(event):
        return [(each, Cause.RESIDENT_CHANGE) for each in older]
    if not event.changes_four_items:
        return []
    return [(each, Cause.RESIDENT_CHANGE) for each in older if each.kind in FOR_SIGNATURES]
