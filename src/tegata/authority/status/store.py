"""Rows of the state of certificates ↔ values."""

from datetime import datetime

from django.db import connection

from tegata.authority.status import models
from tegata.authority.status.problems import CertificateNameTaken, CertificateUnknown
from tegata.authority.status.values import Cause, Certificate, Change, Revocation, State
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
            f"SELECT {_COLUMNS} FROM status_certificate WHERE issuer = %s AND serial = %s{tail}",  # noqa: S608 - constants
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
            f"SELECT {_COLUMNS} FROM status_certificate WHERE holder = %s"  # noqa: S608 - constants
            " ORDER BY issuer, serial FOR UPDATE",
            (holder,),
        )
        return [_certificate(row) for row in cursor.fetchall()]


def add_certificate(certificate: Certificate) -> None:
    """Add a reserved certificate. Raises CertificateNameTaken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO status_certificate"
            " (issuer, serial, kind, holder, municipality, expires_at, state)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (
                certificate.name.issuer.octets,
                certificate.name.serial.octets,
                certificate.kind,
                certificate.holder,
                certificate.municipality,
                certificate.expires,
                certificate.state,
            ),
        )
        if cursor.rowcount == 0:
            raise CertificateNameTaken(name=str(certificate.name))


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
