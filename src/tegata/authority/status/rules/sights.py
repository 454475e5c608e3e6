"""Decide where a certificate's state can be seen by now: a change is not everywhere at once."""

from datetime import datetime

from tegata.authority.status.rules.lists import next_due
from tegata.authority.status.values import (
    Certificate,
    ListPublished,
    Partition,
    Seen,
    Sight,
)
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.x509.reasons import Reason


def sight_of(certificate: Certificate, listed: Reason | None, now: datetime) -> Sight:
    """Compare a certificate's state with the reason under which a list names it, if it does."""
    if certificate.expires <= now:
        return Sight.OVER
    stop = certificate.revocation
    return Sight.SAME if listed == (stop.reason if stop else None) else Sight.BEHIND


def seen_on(
    certificate: Certificate, partition: Partition, found: ListPublished | None, now: datetime
) -> Seen:
    """Look a certificate up on the list in force. Before the first list nothing can be seen."""
    if found is None:
        return Seen(partition, None, sight_of(certificate, None, now), None)
    entry = CertificateList.parse(found.octets).index.find(certificate.name.serial)
    sight = sight_of(certificate, entry.reason if entry else None, now)
    return Seen(partition, found, sight, next_due(found.this_update))
