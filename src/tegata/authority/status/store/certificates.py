"""Rows of certificates, their changes and their responders ↔ values."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tegata.authority.status import models
from tegata.authority.status.problems import CertificateNameTaken, CertificateUnknown
from tegata.authority.status.values import (
    Cause,
    Certificate,
    Change,
    Cohort,
    Delegate,
    Revocation,
    State,
    Step,
)
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.reasons import Reason

_COLUMNS = (
    "issuer, serial, kind, holder, municipality, expires_at, state, cause, reason, revoked_at"
)
_Row = tuple[bytes, bytes, str, str, str, datetime, str, str | None, int | None, datetime | None]


def read_certificate(name: CertificateName) -> Certificate:
    """Fetch a certificate. Raises CertificateUnknown."""
    return _fetch(name, "")


def lock_certificate(name: CertificateName) -> Certificate:
    """Fetch a certificate and hold its row until the transaction ends. Raises CertificateUnknown."""
    return _fetch(name, " FOR UPDATE")


def _fetch(name: CertificateName, tail: str) -> Certificate:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM status_certificate WHERE issuer = %s AND serial = %s{tail}",  # noqa: S608 - constants # nosec B608
            (name.issuer.octets, name.serial.octets),
        )
        row = cursor.fetchone()
    if row is None:
        raise CertificateUnknown(name=str(name))
    return _certificate(row)


def lock_certificates_of(holder: str) -> list[Certificate]:
    """Fetch and hold all certificates of a person, in one order for everybody: no deadlocks."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM status_certificate WHERE holder = %s"  # noqa: S608 - constants # nosec B608
            " ORDER BY issuer, serial FOR UPDATE",
            (holder,),
        )
        return [_certificate(row) for row in cursor.fetchall()]


def holders_in_use(kinds: Collection[CertificateKind], now: datetime) -> list[str]:
    """Fetch everybody who has a certificate of these kinds that is neither revoked nor expired."""
    used = models.Certificate.objects.filter(state__in=["good", "hold"], expires_at__gt=now)
    rows = used.filter(kind__in=kinds).order_by("holder")
    return list(rows.values_list("holder", flat=True).distinct())


def count_cohort(cohort: Cohort, now: datetime) -> int:
    """Count the good certificates of a cohort."""
    return _cohort(cohort, now).count()


def lock_cohort(cohort: Cohort, now: datetime, limit: int) -> list[CertificateName]:
    """Hold some good certificates of a cohort, in the order of everybody's locks."""
    rows = _cohort(cohort, now).order_by("issuer", "serial").select_for_update()
    found = rows.values_list("issuer", "serial")[:limit]
    return [CertificateName(KeyId(bytes(i)), Serial.of_octets(bytes(s))) for i, s in found]


def _cohort(cohort: Cohort, now: datetime) -> QuerySet[models.Certificate]:
    own = {"issuer": OuterRef("issuer"), "serial": OuterRef("serial"), "after": State.ISSUED}
    when = {"at__gte": cohort.issued_from, "at__lt": cohort.issued_to}
    issued = models.Change.objects.filter(**own, **when)
    good = models.Certificate.objects.filter(state=State.GOOD, expires_at__gt=now)
    rows = good.filter(Exists(issued), issuer=cohort.issuer.octets, kind=cohort.kind)
    return rows.filter(municipality=cohort.municipality) if cohort.municipality else rows


def add_certificate(certificate: Certificate) -> None:
    """Add a reserved certificate. Raises CertificateNameTaken."""
    name, it = certificate.name, certificate
    facts = (it.kind, it.holder, it.municipality, it.expires, it.state)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO status_certificate"
            " (issuer, serial, kind, holder, municipality, expires_at, state)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (name.issuer.octets, name.serial.octets, *facts),
        )
        if cursor.rowcount == 0:
            raise CertificateNameTaken(name=str(name))


def write_change(change: Change, at: datetime) -> None:
    """Write a certificate's new state and the change that led to it."""
    after = change.after
    stop = after.revocation
    key = (after.name.issuer.octets, after.name.serial.octets)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE status_certificate SET state = %s, cause = %s, reason = %s, revoked_at = %s"
            " WHERE issuer = %s AND serial = %s",
            (after.state, *((stop.cause, stop.reason, stop.since) if stop else (None,) * 3), *key),
        )
    models.Change.objects.create(
        issuer=key[0], serial=key[1], before=change.before.state, after=after.state, at=at
    )


def _certificate(row: _Row) -> Certificate:
    issuer, serial, kind, holder, municipality, expires, state, cause, reason, since = row
    stopped = None
    if cause is not None and reason is not None and since is not None:
        stopped = Revocation(Cause(cause), Reason(reason), since)
    return Certificate(
        CertificateName(KeyId(bytes(issuer)), Serial.of_octets(bytes(serial))),
        CertificateKind(kind),
        holder,
        municipality,
        expires,
        State(state),
        stopped,
    )


def read_steps(name: CertificateName) -> tuple[Step, ...]:
    """Fetch the changes of a certificate, the oldest first."""
    rows = models.Change.objects.filter(issuer=name.issuer.octets, serial=name.serial.octets)
    return tuple(Step(State(r.before), State(r.after), r.at) for r in rows.order_by("id"))


def find_certificate(name: CertificateName) -> Certificate | None:
    """Fetch a certificate; none for a name that was never given."""
    try:
        return read_certificate(name)
    except CertificateUnknown:
        return None


def delegates() -> list[Delegate]:
    """Fetch the responders, one for each CA key."""
    return [
        Delegate(
            CertificateName(KeyId(bytes(row.issuer)), Serial.of_octets(bytes(row.serial))),
            KeyId(bytes(row.key_id)),
            row.ends_at,
            None if row.certificate is None else bytes(row.certificate),
        )
        for row in models.Responder.objects.all()
    ]


def write_delegate(delegate: Delegate) -> None:
    """Write a responder; a new one takes its predecessor's place."""
    models.Responder.objects.update_or_create(
        issuer=delegate.certificate.issuer.octets,
        defaults={
            "serial": delegate.certificate.serial.octets,
            "key_id": delegate.key.octets,
            "ends_at": delegate.ends,
            "certificate": delegate.der,
        },
    )
