"""Decide what is answered about a certificate (RFC 6960, 2.2)."""

from datetime import datetime, timedelta

from tegata.authority.status.values import Certificate, Delegate, State
from tegata.pki.ocsp.answer import Answer, Good, Revoked, Status, Unknown
from tegata.pki.ocsp.identify import CertId

FRESHNESS = timedelta(minutes=10)
"""How long an answer may be believed; the answer itself is never older than its request."""

MOST = 16
"""How many certificates one request may ask about: each costs a look into the table."""

DELEGATION = timedelta(days=7)
"""How long a responder's certificate is valid: short, for nobody checks its revocation."""
_RENEWAL = timedelta(days=3)


def status_of(certificate: Certificate | None) -> Status:
    """Tell a certificate's status: what is not in use is unknown, and never good."""
    if certificate is None or certificate.state in (State.RESERVED, State.ISSUED):
        return Unknown()
    if certificate.revocation is None:
        return Good()
    return Revoked(certificate.revocation.since, certificate.revocation.reason)


def answer(asked: CertId, certificate: Certificate | None, now: datetime) -> Answer:
    """Answer about one certificate."""
    return Answer(asked, status_of(certificate), now, now + FRESHNESS)


def needs_renewal(delegate: Delegate | None, now: datetime) -> bool:
    """Tell whether a responder's certificate is missing or near its end.

    A moved clock may also have left it in the future.
    """
    return delegate is None or not now + _RENEWAL < delegate.ends <= now + DELEGATION
