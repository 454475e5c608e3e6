"""Decide who may apply, with which phone, and from which day on."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from tegata.authority.devices.public import Model, Os, find_model
from tegata.authority.enrolment.problems import (
    CardReadUnsupported,
    NoCard,
    NotOpen,
    SystemTooOld,
    TooYoung,
    UnsupportedModel,
    UnsupportedOs,
    Ward,
)
from tegata.authority.enrolment.values import Applicant, Handset, Offer, Unlock
from tegata.authority.people.public import is_under_15
from tegata.kit.core.calendar import day_in_japan

OPENS = date(2023, 5, 11)
"""The first day of the service (ENR-001)."""

SYSTEMS: Mapping[Os, date] = MappingProxyType({Os.ANDROID: OPENS, Os.IOS: date(2025, 6, 24)})
"""From which day a system is supported; the second is of secondary sources (domain, 2.3)."""


def check_open(now: datetime) -> None:
    """Refuse before the first day begins in Japan. Raises NotOpen."""
    if day_in_japan(now) < OPENS:
        raise NotOpen(opens=OPENS.isoformat())


def check_handset(handset: Handset, now: datetime) -> Model:
    """Find the model of a phone that can carry certificates.

    Raises UnsupportedOs, CardReadUnsupported, UnsupportedModel, SystemTooOld.
    """
    begins = SYSTEMS.get(handset.os)
    if begins is None or day_in_japan(now) < begins:
        raise UnsupportedOs(os=handset.os)
    if not handset.reads_cards:
        raise CardReadUnsupported
    model = find_model(handset.model)
    if model is None:
        raise UnsupportedModel
    if handset.os_version < model.min_os:
        raise SystemTooOld(version=str(handset.os_version), needed=str(model.min_os))
    return model


def check_applicant(applicant: Applicant, now: datetime) -> None:
    """Let holders of a card apply who may hold a signature certificate.

    Raises NoCard, TooYoung, Ward.
    """
    if not applicant.has_card:
        raise NoCard
    if is_under_15(applicant.birth, day_in_japan(now)):
        raise TooYoung
    if applicant.is_ward:
        raise Ward


def decide_eligibility(applicant: Applicant, handset: Handset, now: datetime) -> Model:
    """Decide that a person may apply with a phone. Raises as the three checks."""
    check_open(now)
    model = check_handset(handset, now)
    check_applicant(applicant, now)
    return model


def decide_offer(handset: Handset, now: datetime) -> Offer:
    """Decide what STEP 3 shows: on a phone that cannot, nothing of applying (ENR-012, ENR-013)."""
    try:
        check_open(now)
        model = check_handset(handset, now)
    except (NotOpen, UnsupportedOs, CardReadUnsupported, UnsupportedModel, SystemTooOld):
        return Offer(())
    return Offer((Unlock.PIN, Unlock.BIOMETRICS) if model.biometrics else (Unlock.PIN,))
