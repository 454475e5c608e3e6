"""Show operators a certificate with its changes, and the lists with their numbers."""

from collections.abc import Mapping
from functools import cache

from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.people import public as people
from tegata.authority.status.problems import NoList
from tegata.authority.status.rules import answers, sights
from tegata.authority.status.store import certificates, listings
from tegata.authority.status.values import ALL, ListRecord, Oversight, Partition
from tegata.kit.core.context import Context
from tegata.pki.x509.names import CertificateName, KeyId

PAGE = 50
"""How many partitions are shown at a time."""
LINE = 30
"""How many numbers of one partition are shown."""


@transaction.atomic(durable=True)
def oversee(ctx: Context, *, name: CertificateName) -> Oversight:
    """Show a certificate, its changes and where its state is seen. Raises CertificateUnknown."""
    certificate = certificates.read_certificate(name)
    parts = [Partition(name.issuer, place) for place in (certificate.municipality, ALL)]
    seen = [
        sights.seen_on(certificate, part, listings.last_published(part), ctx.now) for part in parts
    ]
    answer = answers.status_of(certificate)
    return Oversight(certificate, answer, certificates.read_steps(name), tuple(seen))


@transaction.atomic(durable=True)
def lists_in_force(_ctx: Context, *, after: Partition | None = None) -> list[ListRecord]:
    """Show the lists in force, a page at a time: those that follow a partition."""
    return listings.records_in_force(after, PAGE)


@transaction.atomic(durable=True)
def lists_withheld(_ctx: Context) -> list[ListRecord]:
    """Show the lists that were withheld last."""
    return listings.records_withheld(LINE)


@transaction.atomic(durable=True)
def line_of(_ctx: Context, *, partition: Partition) -> list[ListRecord]:
    """Show a partition's last numbers, the newest first. Raises NoList before the first."""
    found = listings.records(partition, LINE)
    if not found:
        raise NoList(partition=str(partition))
    return found


@transaction.atomic(durable=True)
def issuers(_ctx: Context) -> Mapping[KeyId, ca.Generation]:
    """Show the CA keys, by which lists and certificates name their issuer."""
    return {each.key_id: each for each in ca.generations()}


@cache
def places() -> Mapping[str, people.Municipality]:
    """Name the municipalities by the five digits that partitions have."""
    return {code.jis: place for code, place in people.municipalities().items()}
