"""What other rooms may use of the state of certificates."""

from tegata.authority.status.problems import AlreadyRevoked, CertificateUnknown, NotOnHold
from tegata.authority.status.service.changes import (
    activate,
    lift,
    mark_issued,
    register,
    stop,
    suspend,
)
from tegata.authority.status.store import lock_certificates_of, read_certificate
from tegata.authority.status.values import Cause, Certificate, Revocation, State

__all__ = [
    "AlreadyRevoked",
    "Cause",
    "Certificate",
    "CertificateUnknown",
    "NotOnHold",
    "Revocation",
    "State",
    "activate",
    "lift",
    "lock_certificates_of",
    "mark_issued",
    "read_certificate",
    "register",
    "stop",
    "suspend",
]
