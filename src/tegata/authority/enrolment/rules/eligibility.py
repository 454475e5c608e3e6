"""Decide who may apply, and from which day on."""

from collections.abc import Mapping
from datetime import date, datetime

from tegata.authority.devices.public import Handset, Model, Offer, check_handset, decide_offer
from tegata.authority.enrolment.problems import NoCard, NotOpen, TooYoung, Ward
from tegata.authority.people.public import Record, is_under_15
from tegata.kit.core.calendar import day_in_japan

OPENS = date(2023, 5, 11)
"""The first day of the service (ENR-001)."""


def is_open(now: datetime) -> bool:
    """Tell whether the first day has begun in Japan."""
    return day_in_japan(now) >= OPENS


def check_open(now: datetime) -> None:
    """Refuse before the first day begins in Japan. Raises NotOpen."""
    if not is_open(now):
        raise NotOpen(opens=OPENS.isoformat())


def check_applicant(record: Record, now: datetime, *, has_card: bool) -> None:
    """Let holders of a card apply who may hold a signature certificate.

    Raises NoCard, TooYoung, Ward.
    """
    if not has_card:
        raise NoCard
    if is_under_15(record.birth, day_in_japan(now)):
        raise TooYoung
    if record.is_ward:
        raise Ward


def decide_eligibility(
    record: Record,
    handset: Handset,
    now: datetime,
    *,
    known: Mapping[str, Model],
    has_card: bool,
) -> Model:
    """Decide that a person may apply with a phone. Raises as the checks."""
    check_open(now)
    model = check_handset(handset, known, now)
    check_applicant(record, now, has_card=has_card)
    return model


def offer(handset: Handset, now: datetime, *, known: Mapping[str, Model]) -> Offer:
    """Decide what STEP 3 shows: before the first day, nothing of applying on any phone."""
    return decide_offer(handset, known, now) if is_open(now) else Offer(())
