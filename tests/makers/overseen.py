"""A small world for operators' pages: certificates in every state, and lists with a past."""

from datetime import datetime, timedelta
from pathlib import Path

from attrs import evolve, frozen
from django.db import transaction

from makers.authority import hold_ceremony, reserved
from tegata.authority.ca.door import Press
from tegata.authority.status import public as status
from tegata.authority.status.service import changes, lists
from tegata.authority.status.store import listings
from tegata.authority.status.values import ALL, Partition
from tegata.kit.core.context import Context
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

PLACE = "14104"


@frozen
class Overseen:
    """What there is to look at."""

    valid: CertificateName
    held: CertificateName
    """On hold since after the list in force was made."""
    revoked: CertificateName
    partition: Partition


def good(ctx: Context, press: Press, number: int, expires: datetime) -> CertificateName:
    """A certificate of Yokohama's Naka ward that is good."""
    name = reserved(ctx, CertificateKind.PHONE_AUTH, number)
    with transaction.atomic():
        status.register(
            ctx,
            name=name,
            kind=CertificateKind.PHONE_AUTH,
            holder=f"person-{number}",
            municipality=PLACE,
            expires=expires,
        )
        status.mark_issued(ctx, name=name)
        status.activate(ctx, name=name)
    list(press.sign_waiting())
    return name


def publish(ctx: Context, press: Press, partition: Partition) -> None:
    """Draft, sign and publish a partition's next list."""
    drafted = lists.draft_list(ctx, partition=partition)
    list(press.sign_waiting())
    lists.publish_list(ctx, order=drafted.order)


def oversee_a_week(ctx: Context, folder: Path) -> Overseen:
    """Let a week pass until ``ctx.now``: a hold a day, one of them lifted, one made final."""
    day = timedelta(days=1)
    began = evolve(ctx, now=ctx.now - 8 * day)
    press = hold_ceremony(began, folder)
    names = [good(began, press, number, ctx.now + 1000 * day) for number in range(1, 8)]
    partition = Partition(names[0].issuer, PLACE)
    for passed, name in enumerate(names[:5], 1):
        today = evolve(began, now=began.now + passed * day)
        changes.hold(today, name=name)
        publish(evolve(today, now=today.now + day / 4), press, partition)
    changes.resume(evolve(ctx, now=ctx.now - 2 * day), name=names[1])
    changes.revoke(
        evolve(ctx, now=ctx.now - 2 * day), name=names[0], cause=status.Cause.SUBJECT_REQUEST
    )
    last = evolve(ctx, now=ctx.now - day / 8)
    publish(last, press, Partition(partition.issuer, ALL))
    publish(last, press, partition)
    changes.hold(evolve(ctx, now=ctx.now - day / 24), name=names[5])
    return Overseen(names[6], names[5], names[0], partition)


def withhold_one(ctx: Context, partition: Partition) -> None:
    """Let a list be drafted and never published."""
    drafted = lists.draft_list(ctx, partition=partition)
    listings.write_withheld(drafted, "2 entries left without resumption or expiry")
