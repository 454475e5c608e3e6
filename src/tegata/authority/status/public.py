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
from tegata.authority.status.store.certificates import (
    count_cohort,
    holders_in_use,
    lock_certificates_of,
    lock_cohort,
    read_certificate,
)
from tegata.authority.status.values import Cause, Certificate, Cohort, Revocation, State

__all__ = [
    "AlreadyRevoked",
    "Cause",
    "Certificate",
    "CertificateUnknown",
    "Cohort",
    "NotOnHold",
    "Revocation",
    "State",
    "activate",
    "count_cohort",
    "holders_in_use",
    "lift",
    "lock_certificates_of",
    "lock_cohort",
    "mark_issued",
    "read_certificate",
    "register",
    "stop",
    "suspend",
]
