"""Rows of the state of certificates ↔ values."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tegata.authority.status import models
from tegata.authority.status.problems import CertificateNameTaken, CertificateUnknown
from tegata.authority.status.values import (
    ALL,
    Cause,
    Certificate,
    Change,
    Cohort,
    Delegate,
    ListDrafted,
    ListPublished,
    Partition,
    Revocation,
    State,
    Stopped,
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


# --- lists ---------------------------------------------------------------------------------------


def partitions() -> list[Partition]:
    """Fetch every part of the certificates that has a list: municipalities, and whole sets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT issuer, municipality FROM status_certificate ORDER BY 1, 2")
        parts = [Partition(KeyId(bytes(key)), place) for key, place in cursor.fetchall()]
    whole = {part.issuer: Partition(part.issuer, ALL) for part in parts}
    return [*whole.values(), *parts]


def lock_partition(partition: Partition) -> None:
    """Hold a partition's line of numbers until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", (str(partition),))


def read_stopped(partition: Partition) -> list[Stopped]:
    """Fetch who is stopped, from the table and from the log of changes.

    Both are read by one statement, and so at one moment: no commit falls between them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH logged AS ("
            " SELECT DISTINCT ON (serial) serial, after FROM status_change"
            " WHERE issuer = %(issuer)s ORDER BY serial, id DESC)"
            " SELECT c.serial, coalesce(c.reason, 0), coalesce(c.revoked_at, c.expires_at),"
            " c.expires_at, c.state IN ('hold', 'revoked'),"
            " coalesce(l.after IN ('hold', 'revoked'), false)"
            " FROM status_certificate c LEFT JOIN logged l USING (serial)"
            " WHERE c.issuer = %(issuer)s AND %(place)s IN (c.municipality, '')"
            " AND (c.state IN ('hold', 'revoked') OR l.after IN ('hold', 'revoked'))",
            {"issuer": partition.issuer.octets, "place": partition.municipality},
        )
        return [
            Stopped(Serial.of_octets(bytes(serial)), Reason(reason), since, expires, table, log)
            for serial, reason, since, expires, table, log in cursor.fetchall()
        ]


def last_number(partition: Partition) -> int:
    """Fetch the last number that a partition gave to a list, published or not; 0 before any."""
    rows = _lists(partition)
    return rows.order_by("-number").values_list("number", flat=True).first() or 0


def last_published(partition: Partition) -> ListPublished | None:
    """Fetch the list in force; there is none before the first."""
    row = _lists(partition).filter(published_at__isnull=False).order_by("-number").first()
    if row is None or row.octets is None:
        return None
    return ListPublished(partition, row.number, row.this_update, row.next_update, bytes(row.octets))


def add_list(drafted: ListDrafted, next_update: datetime) -> None:
    """Write down a list that is about to be signed."""
    models.List.objects.create(
        issuer=drafted.partition.issuer.octets,
        municipality=drafted.partition.municipality,
        number=drafted.number,
        this_update=drafted.this_update,
        next_update=next_update,
        order=drafted.order,
    )


def lock_drafted(order: int) -> ListDrafted | None:
    """Fetch and hold a list that waits to be published; none when that is settled."""
    row = (
        models.List.objects.select_for_update()
        .filter(order=order, published_at=None, withheld="")
        .first()
    )
    if row is None:
        return None
    partition = Partition(KeyId(bytes(row.issuer)), row.municipality)
    return ListDrafted(partition, row.number, order, row.this_update)


def unsettled() -> list[int]:
    """Fetch the orders of the lists that are neither published nor withheld, oldest first."""
    rows = models.List.objects.filter(published_at=None, withheld="").order_by("id")
    return list(rows.values_list("order", flat=True))


def write_published(drafted: ListDrafted, octets: bytes, now: datetime) -> None:
    """Put a list in force."""
    _row(drafted).update(octets=octets, published_at=now)


def write_withheld(drafted: ListDrafted, why: str) -> None:
    """Note why a list is never published."""
    _row(drafted).update(withheld=why)


def resumed_since(issuer: KeyId, since: datetime) -> set[Serial]:
    """Fetch the certificates whose hold was lifted at or after a moment."""
    rows = models.Change.objects.filter(
        issuer=issuer.octets, before=State.HOLD, after=State.GOOD, at__gte=since
    )
    return {Serial.of_octets(bytes(serial)) for serial in rows.values_list("serial", flat=True)}


def expired_by(issuer: KeyId, moment: datetime) -> set[Serial]:
    """Fetch the stopped certificates that had expired by a moment."""
    rows = models.Certificate.objects.filter(
        issuer=issuer.octets, state__in=[State.HOLD, State.REVOKED], expires_at__lte=moment
    )
    return {Serial.of_octets(bytes(serial)) for serial in rows.values_list("serial", flat=True)}


def _lists(partition: Partition) -> QuerySet[models.List]:
    return models.List.objects.filter(
        issuer=partition.issuer.octets, municipality=partition.municipality
    )


def _row(drafted: ListDrafted) -> QuerySet[models.List]:
    return models.List.objects.filter(order=drafted.order)


# --- answers -------------------------------------------------------------------------------------


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
        )
        for row in models.Responder.objects.all()
    ]


def write_delegate(delegate: Delegate) -> None:
    """Let a responder take its predecessor's place."""
    models.Responder.objects.update_or_create(
        issuer=delegate.certificate.issuer.octets,
        defaults={
            "serial": delegate.certificate.serial.octets,
            "key_id": delegate.key.octets,
            "ends_at": delegate.ends,
        },
    )
