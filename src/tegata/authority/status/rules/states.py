"""Decide what may become of a certificate (domain state machine, one function a step)."""

from datetime import datetime
from types import MappingProxyType

from attrs import evolve

from tegata.authority.status.problems import (
    AlreadyRevoked,
    CauseNotGiven,
    NeverResumed,
    NotInUse,
    NotOnHold,
    RevocationTooLate,
    WrongStep,
)
from tegata.authority.status.values import Cause, Certificate, Revocation, State
from tegata.pki.profiles.kinds import HOLDERS, Family
from tegata.pki.x509.reasons import Reason

LISTED_REASON = MappingProxyType(
    {
        Cause.SUBJECT_REQUEST: Reason.CESSATION,
        Cause.KEY_COMPROMISE: Reason.KEY_COMPROMISE,
        Cause.RESIDENT_CHANGE: Reason.AFFILIATION_CHANGED,
        Cause.RECORD_ERROR: Reason.AFFILIATION_CHANGED,
        Cause.CA_COMPROMISE: Reason.CA_COMPROMISE,
        Cause.SUPERSEDED: Reason.SUPERSEDED,
        Cause.CARD_REVOKED: Reason.CESSATION,
        Cause.DEATH: Reason.CESSATION,  # as a person's own request: death is not told (D-CRL-03)
        Cause.NEVER_WRITTEN: Reason.UNSPECIFIED,
        Cause.SUSPENSION: Reason.HOLD,
    }
)


GIVEN = tuple(each for each in Cause if each not in {Cause.SUSPENSION, Cause.NEVER_WRITTEN})
"""The causes that somebody may give: a hold is no revocation, and the service knows what was never
written."""


def check_given(cause: Cause) -> None:
    """Let a cause pass that somebody gives. Raises CauseNotGiven."""
    if cause not in GIVEN:
        raise CauseNotGiven(cause=cause, allowed=", ".join(GIVEN))


def decide_issue(certificate: Certificate) -> Certificate:
    """Decide that a reserved certificate was signed. Raises WrongStep."""
    return _step(certificate, State.RESERVED, State.ISSUED)


def decide_activation(certificate: Certificate) -> Certificate:
    """Decide that a signed certificate was written, so that it is good. Raises WrongStep."""
    return _step(certificate, State.ISSUED, State.GOOD)


def _step(certificate: Certificate, before: State, after: State) -> Certificate:
    if certificate.state is not before:
        raise WrongStep(name=str(certificate.name), state=certificate.state, wanted=after)
    return evolve(certificate, state=after)


def decide_hold(certificate: Certificate, now: datetime) -> Certificate:
    """Decide to suspend a good certificate.

    Raises RevocationTooLate, NotInUse, AlreadyRevoked. One that is on hold stays as it is: two
    callers may both report the same loss.
    """
    _refuse_the_expired(certificate, now)
    match certificate.state:
        case State.HOLD:
            return certificate
        case State.GOOD:
            held = Revocation(Cause.SUSPENSION, Reason.HOLD, since=now)
            return evolve(certificate, state=State.HOLD, revocation=held)
        case State.REVOKED:
            raise AlreadyRevoked(name=str(certificate.name))
        case _:
            raise NotInUse(name=str(certificate.name), state=certificate.state)


def decide_resumption(certificate: Certificate, now: datetime) -> Certificate:
    """Decide to lift a hold. Raises RevocationTooLate, NotOnHold, NeverResumed."""
    _refuse_the_expired(certificate, now)
    if certificate.state is not State.HOLD:
        raise NotOnHold(name=str(certificate.name), state=certificate.state)
    if HOLDERS.get(certificate.kind) is Family.SIGN:
        raise NeverResumed(name=str(certificate.name))
    return evolve(certificate, state=State.GOOD, revocation=None)


def decide_revocation(certificate: Certificate, cause: Cause, now: datetime) -> Certificate:
    """Decide to revoke for good.

    A hold may be replaced by a final reason, which keeps the hold's date: whoever relied on the
    certificate in between was warned. Raises RevocationTooLate, AlreadyRevoked.
    """
    _refuse_the_expired(certificate, now)
    if certificate.state is State.REVOKED:
        raise AlreadyRevoked(name=str(certificate.name))
    since = certificate.revocation.since if certificate.revocation else now
    final = Revocation(cause, LISTED_REASON[cause], since)
    return evolve(certificate, state=State.REVOKED, revocation=final)


def _refuse_the_expired(certificate: Certificate, now: datetime) -> None:
    if certificate.expires <= now:
        raise RevocationTooLate(name=str(certificate.name))
