"""Decide which certificates end when others come into use, or when they alone remain."""

from collections.abc import Collection, Iterable
from datetime import datetime

from tegata.authority.devices.public import DutyState
from tegata.authority.enrolment.problems import SignerRefused, WrongStep
from tegata.authority.enrolment.values import Aim, Application, ApplicationState, Carrier
from tegata.authority.status.public import Cause, Certificate, State
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

_ENDS: dict[Aim, dict[CertificateKind, Cause]] = {
    Aim.PHONE: {
        CertificateKind.PHONE_SIGN: Cause.SUPERSEDED,
        CertificateKind.PHONE_AUTH: Cause.SUPERSEDED,
    },
    Aim.RESUMPTION: {CertificateKind.PHONE_SIGN: Cause.SUPERSEDED},
    # A phone's certificates derive from the card's: they end with those (jpki, 4).
    Aim.CARD: {
        CertificateKind.CARD_SIGN: Cause.SUPERSEDED,
        CertificateKind.CARD_AUTH: Cause.SUPERSEDED,
        CertificateKind.PHONE_SIGN: Cause.CARD_REVOKED,
        CertificateKind.PHONE_AUTH: Cause.CARD_REVOKED,
    },
    Aim.CARD_SIGN: {
        CertificateKind.CARD_SIGN: Cause.SUPERSEDED,
        CertificateKind.PHONE_SIGN: Cause.CARD_REVOKED,
    },
}


def check_unsuspended(application: Application, held: Iterable[Certificate]) -> None:
    """Refuse what was applied for before the phone's suspension: writing it would lift that.

    Whoever applies after it has the card in hand, as for a resumption. Raises WrongStep.
    """
    if not application.aim.on_phone:
        return
    of_phone = [each for each in held if each.kind in Carrier.PHONE.kinds]
    holds = [each.revocation for each in of_phone if each.state is State.HOLD]
    if any(hold is not None and hold.since > application.applied for hold in holds):
        raise WrongStep(state=DutyState.SUSPENDED, wanted=ApplicationState.WRITTEN)


def check_derived(application: Application, held: Iterable[Certificate], now: datetime) -> None:
    """Refuse a phone's certificates when the card's from which they derive is not good any more.

    Raises SignerRefused.
    """
    if not application.aim.on_phone:
        return
    good = {each.name for each in held if each.state is State.GOOD and now < each.expires}
    if application.signer not in good:
        raise SignerRefused(why="it is not valid")


def decide_succession(
    aim: Aim, held: Iterable[Certificate], new: Collection[CertificateName], now: datetime
) -> list[tuple[CertificateName, Cause]]:
    """Decide which of a person's certificates in use end when the new ones are written."""
    return [
        (each.name, _ENDS[aim][each.kind])
        for each in held
        if each.name not in new and each.kind in _ENDS[aim]
        if each.state in (State.GOOD, State.HOLD) and now < each.expires
    ]


def duty_after(phone_certificates: Iterable[Certificate], now: datetime) -> DutyState | None:
    """Decide what a holder's duty came to, from the states of the phone's certificates (REV-017).

    None: at least one is still good, so that the duty remains open.
    """
    states = {each.state for each in phone_certificates if now < each.expires}
    if State.GOOD in states:
        return None
    return DutyState.SUSPENDED if State.HOLD in states else DutyState.REVOKED
