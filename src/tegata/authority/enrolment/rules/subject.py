"""Decide what certificates say of a person, and how long they are valid."""

from datetime import datetime

from tegata.authority.people.public import Municipality as Place
from tegata.authority.people.public import Record, substitute
from tegata.card.values import Purpose
from tegata.kit.core.ports import Entropy
from tegata.pki.profiles.common_name import Application as Numbered
from tegata.pki.profiles.facts import Holder
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.validity import card_expiry, expiry
from tegata.pki.x509.birth_date import BirthDate
from tegata.pki.x509.personal_data import PersonalData, Sex, Spelling

_NUMBERS = 999_999


def subject(
    record: Record, place: Place, purpose: Purpose, now: datetime, entropy: Entropy
) -> Holder:
    """Write the subject: the four items for signatures, none of them for authentication."""
    number = 1 + int.from_bytes(entropy.draw(8)) % _NUMBERS
    return Holder(
        Municipality(place.code.jis, place.prefecture_romaji, place.name_romaji),
        Numbered(number, now),
        _personal(record) if purpose is Purpose.SIGN else None,
    )


def card_ends(record: Record, now: datetime) -> datetime:
    """Find the last second of a new card."""
    return card_expiry(record.birth, now, stay_ends=record.stays_until)


def certificate_ends(record: Record, card_expires: datetime, now: datetime) -> datetime:
    """Find the last second of a card's new certificates."""
    return expiry(record.birth, now, card_expires=card_expires)


def _personal(record: Record) -> PersonalData:
    return PersonalData(
        _spelling(record.name.text),
        BirthDate.of(record.birth),
        Sex(str(record.sex.value)),
        _spelling(record.address.text),
    )


def _spelling(text: str) -> Spelling:
    written = substitute(text)
    return Spelling(written.text, written.flags)
