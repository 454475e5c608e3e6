"""Rows of the ledger ↔ its values."""

from datetime import datetime

from django.db import connection
from django.db.models import Max

from tegata.ledger import models
from tegata.ledger.values import Entry, Head, Link, Stored

_SEALERS = 0x7E6A7A01
"""The advisory lock that makes the sealer single, whichever process runs it."""


def write_entry(entry: Entry) -> None:
    """Add an entry with its digest."""
    models.Entry.objects.create(
        at=entry.at,
        role=entry.role,
        actor=entry.actor,
        channel=entry.channel,
        act=entry.act,
        about=entry.about,
        why=entry.why,
        trace=entry.trace,
        digest=entry.digest,
    )


def lock_chain() -> None:
    """Hold the chain until the transaction ends: links are forged one sealer at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_SEALERS,))


def last_link() -> Link | None:
    """Fetch the chain's end; there is none before the first seal."""
    row = models.Link.objects.order_by("-number").first()
    return None if row is None else _link(row)


def unsealed(limit: int) -> list[Stored]:
    """Fetch entries that no link covers yet, oldest first."""
    rows = models.Entry.objects.raw(
        "SELECT e.* FROM ledger_entry e"
        " WHERE NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry = e.id)"
        " ORDER BY e.id LIMIT %s",
        (limit,),
    )
    return [_stored(row) for row in rows]


def write_links(links: list[Link]) -> None:
    """Add links."""
    models.Link.objects.bulk_create(
        models.Link(
            number=link.number,
            entry=link.row,
            digest=link.digest,
            previous=link.previous,
            seal=link.seal,
        )
        for link in links
    )


def write_head(head: Head) -> None:
    """Add a signed head."""
    models.Head.objects.create(
        number=head.number, seal=head.seal, at=head.at, signature=head.signature
    )


def hold_snapshot() -> None:
    """Let all that this transaction reads be of one moment; must be its first statement.

    Otherwise a seal between two reads would look like a link without its entry.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def everything() -> tuple[dict[int, Stored], list[Link], list[Head]]:
    """Fetch the whole ledger, for its examination."""
    entries = {row.pk: _stored(row) for row in models.Entry.objects.order_by("id").iterator()}
    links = [_link(row) for row in models.Link.objects.order_by("number").iterator()]
    heads = [
        Head(row.number, bytes(row.seal), row.at, bytes(row.signature))
        for row in models.Head.objects.order_by("number")
    ]
    return entries, links, heads


def acts_about(about: str) -> list[str]:
    """Fetch the acts about one thing, oldest first."""
    return list(
        models.Entry.objects.filter(about=about).order_by("id").values_list("act", flat=True)
    )


def _stored(row: models.Entry) -> Stored:
    entry = Entry(row.at, row.role, row.actor, row.channel, row.act, row.about, row.why, row.trace)
    return Stored(row.pk, entry, bytes(row.digest))


def _link(row: models.Link) -> Link:
    return Link(row.number, row.entry, bytes(row.digest), bytes(row.previous), bytes(row.seal))


def last_moment() -> datetime | None:
    """Fetch the time of the newest entry; there is none in an empty ledger."""
    last: datetime | None = models.Entry.objects.aggregate(last=Max("at"))["last"]
    return last
