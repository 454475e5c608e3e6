"""Draft lists from the table, and publish what came back signed, complete and explained."""

from datetime import datetime

from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.people import public as people
from tegata.authority.status.problems import ListUnjustified, NoList
from tegata.authority.status.rules import lists
from tegata.authority.status.store import listings
from tegata.authority.status.values import ALL, ListDrafted, ListPublished, Partition, Stopped
from tegata.kit.core.context import Context
from tegata.kit.data import jobs
from tegata.ledger import public as ledger
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.draft import ListDraft, draft
from tegata.pki.profiles.municipality import Municipality


@transaction.atomic(durable=True)
def draft_due(ctx: Context) -> int:
    """Ask for every list whose day has come; tell how many."""
    due = [
        partition
        for partition in listings.partitions()
        if lists.is_due(_last_update(partition), ctx.now)
    ]
    for partition in due:
        jobs.defer("status.draft_list", lock=f"status.list:{partition}", about=str(partition))
    return len(due)


@transaction.atomic(durable=True)
def draft_list(ctx: Context, *, partition: Partition) -> ListDrafted:
    """Write down the next list and order its signature. Raises ListIncomplete, IssuerUnknown."""
    # 1. Hold the partition: numbers grow one by one, whatever becomes of the lists.
    listings.lock_partition(partition)
    number = listings.last_number(partition) + 1

    # 2. Two records of one moment must agree about who is stopped.
    stopped = listings.read_stopped(partition)
    lists.check_complete(partition, stopped)

    # 3. Number, octets and order are durable before any key is touched.
    made = _draft(ctx, partition, number, stopped)
    order = ca.order_list(ctx, issuer=partition.issuer, tbs=made.tbs())
    drafted = ListDrafted(partition, number, order, made.head.this_update)
    listings.add_list(drafted, made.head.next_update)
    ledger.record(ctx, act="status.list.draft", about=f"list:{partition}:{number}")
    return drafted


def _draft(ctx: Context, partition: Partition, number: int, stopped: list[Stopped]) -> ListDraft:
    generation = ca.generation(partition.issuer)
    head = lists.head(generation.issuer, generation.rulebook, _place(partition), number, ctx.now)
    return draft(head, lists.entries(stopped, _last_update(partition)))


def _place(partition: Partition) -> Municipality | None:
    if partition.municipality == ALL:
        return None
    found = people.read_municipality(people.MunicipalityCode.parse(partition.municipality))
    return people.certified_municipality(found)


@transaction.atomic(durable=True)
def settle_lists(_ctx: Context) -> int:
    """Ask for every list that is signed and not settled, whatever became of its own job."""
    orders = [order for order in listings.unsettled() if ca.is_signed(order)]
    for order in orders:
        jobs.defer("status.publish_list", lock="status.publish_list", about=str(order))
    return len(orders)


@transaction.atomic(durable=True)
def publish_list(ctx: Context, *, order: int) -> None:
    """Put a signed list in force, if it is what was drafted and its difference is explained.

    May run twice: a list that is settled stays so. Raises NotSigned, SignatureWrong.
    """
    # 1. Hold the draft; whoever comes second finds nothing to do.
    drafted = listings.lock_drafted(order)
    if drafted is None:
        return
    octets = ca.revocation_list(order)
    about = f"list:{drafted.partition}:{drafted.number}"

    # 2. Read it back with other eyes than those that wrote it.
    signed = CertificateList.parse(octets)
    signed.check_signature(ca.generation(drafted.partition.issuer).certificate.key)

    # 3. Every difference from the list in force has its event, or the list is withheld.
    try:
        _check_difference(drafted, signed)
    except ListUnjustified as refusal:
        listings.write_withheld(drafted, refusal.why)
        ledger.record(ctx, act="status.list.withhold", about=about, why=refusal.why)
        return

    # 4. In force.
    listings.write_published(drafted, octets, len(signed.entries), ctx.now)
    ledger.record(ctx, act="status.list.publish", about=about)


def _check_difference(drafted: ListDrafted, signed: CertificateList) -> None:
    previous = listings.last_published(drafted.partition)
    if previous is None:
        lists.check_successor(drafted, signed, None, (), ())
        return
    issuer = drafted.partition.issuer
    lists.check_successor(
        drafted,
        signed,
        CertificateList.parse(previous.octets),
        listings.resumed_since(issuer, previous.this_update - lists.LATENESS),
        listings.expired_by(issuer, previous.this_update),
    )


@transaction.atomic(durable=True)
def read_list(_ctx: Context, *, partition: Partition) -> ListPublished:
    """Fetch the list in force. Raises NoList."""
    found = listings.last_published(partition)
    if found is None:
        raise NoList(partition=str(partition))
    return found


def _last_update(partition: Partition) -> datetime | None:
    found = listings.last_published(partition)
    return None if found is None else found.this_update
