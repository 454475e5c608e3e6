"""Decide what certificates say of a person, and how long they are valid."""

from datetime import datetime

from tegata.authority.people.public import (
    Municipality,
    Record,
    certified_municipality,
    personal_data,
)
from tegata.card.values import Purpose
from tegata.pki.profiles.common_name import Application as Numbered
from tegata.pki.profiles.facts import Holder
from tegata.pki.profiles.validity import card_expiry, expiry

_NUMBERS = 999_999


def subject(
    record: Record, place: Municipality, purpose: Purpose, now: datetime, drawn: bytes
) -> Holder:
    """Write the subject: the four items for signatures, none of them for authentication.

    ``drawn`` are octets of chance, from which the application's number is made.
    """
    number = 1 + int.from_bytes(drawn) % _NUMBERS
    return Holder(
        certified_municipality(place),
        Numbered(number, now),
        personal_data(record) if purpose is Purpose.SIGN else None,
    )


def card_ends(record: Record, now: datetime) -> datetime:
    """Find the last second of a new card."""
    return card_expiry(record.birth, now, stay_ends=record.stays_until)


def certificate_ends(record: Record, card_expires: datetime, now: datetime) -> datetime:
    """Find the last second of a card's new certificates."""
    return expiry(record.birth, now, card_expires=card_expires)
