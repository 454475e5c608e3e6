"""Rows of revocation lists ↔ values."""

from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from tegata.authority.status import models
from tegata.authority.status.values import (
    ALL,
    ListDrafted,
    ListPublished,
    ListRecord,
    Partition,
    State,
    Stopped,
)
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.reasons import Reason

_RECORD = ["number", "this_update", "next_update", "published_at", "entries", "size", "withheld"]


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


def write_published(drafted: ListDrafted, octets: bytes, entries: int, now: datetime) -> None:
    """Put a list in force."""
    row = models.List.objects.filter(order=drafted.order)
    row.update(octets=octets, entries=entries, published_at=now)


def write_withheld(drafted: ListDrafted, why: str) -> None:
    """Note why a list is never published."""
    models.List.objects.filter(order=drafted.order).update(withheld=why)


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


def records(partition: Partition, last: int) -> list[ListRecord]:
    """Fetch a partition's last numbers, the newest first."""
    return _records(_lists(partition).order_by("-number")[:last])


def records_in_force(after: Partition | None, first: int) -> list[ListRecord]:
    """Fetch the lists in force, partition by partition, from the one that follows ``after``."""
    rows = models.List.objects.filter(published_at__isnull=False)
    if after is not None:
        same = Q(issuer=after.issuer.octets, municipality__gt=after.municipality)
        rows = rows.filter(Q(issuer__gt=after.issuer.octets) | same)
    newest = rows.order_by("issuer", "municipality", "-number").distinct("issuer", "municipality")
    return _records(newest[:first])


def records_withheld(last: int) -> list[ListRecord]:
    """Fetch the lists that were withheld last, the newest first."""
    return _records(models.List.objects.exclude(withheld="").order_by("-id")[:last])


def _records(rows: QuerySet[models.List]) -> list[ListRecord]:
    told = rows.annotate(size=Length("octets")).values_list("issuer", "municipality", *_RECORD)
    return [ListRecord(Partition(KeyId(bytes(key)), place), *rest) for key, place, *rest in told]


def _lists(partition: Partition) -> QuerySet[models.List]:
    return models.List.objects.filter(
        issuer=partition.issuer.octets, municipality=partition.municipality
    )
