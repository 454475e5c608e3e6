"""Lists: daily, numbered, complete, explained, and one truth with the certificates."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from django.db import connection, transaction

from makers.authority import hold_ceremony, reserved
from marks import row
from tegata.authority.ca import public as ca
from tegata.authority.ca.door import Press
from tegata.authority.status import public as status
from tegata.authority.status.problems import ListIncomplete
from tegata.authority.status.service import changes, lists
from tegata.authority.status.store import listings
from tegata.authority.status.values import ALL, Cause, ListPublished, Partition
from tegata.kit.core.context import Context
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName
from tegata.pki.x509.reasons import Reason

pytestmark = pytest.mark.django_db

PLACE = "14104"


@pytest.fixture
def press(ctx: Context, tmp_path: Path) -> Press:
    return hold_ceremony(ctx, tmp_path)


def later(ctx: Context, days: float) -> Context:
    return evolve(ctx, now=ctx.now + timedelta(days=days))


def good(ctx: Context, press: Press, number: int = 1, **facts: datetime) -> CertificateName:
    """A certificate of Yokohama's Naka ward that is good."""
    name = reserved(ctx, CertificateKind.PHONE_AUTH, number)
    expires = facts.get("expires", datetime.fromisoformat("2027-05-12T14:59:59Z"))
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


def published(ctx: Context, press: Press, partition: Partition) -> ListPublished:
    """Draft, sign and publish a partition's next list."""
    drafted = lists.draft_list(ctx, partition=partition)
    list(press.sign_waiting())
    lists.publish_list(ctx, order=drafted.order)
    return lists.read_list(ctx, partition=partition)


def reasons(found: ListPublished) -> dict[str, Reason]:
    return {str(each.serial): each.reason for each in CertificateList.parse(found.octets).entries}


@row("CRL-001")
def test_one_list_a_day_with_a_growing_number(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    partition = Partition(name.issuer, PLACE)
    first = published(ctx, press, partition)

    assert lists.draft_due(later(ctx, 0.1)) == 1  # the whole set has none yet
    second = published(later(ctx, 1), press, partition)

    assert second.number == first.number + 1
    assert first.next_update > second.this_update


@row("CRL-002")
def test_a_partition_holds_every_revoked_serial_of_its_range(ctx: Context, press: Press) -> None:
    names = [good(ctx, press, number) for number in (1, 2, 3)]
    changes.revoke(ctx, name=names[0], cause=Cause.SUBJECT_REQUEST)
    changes.hold(ctx, name=names[1])

    found = published(ctx, press, Partition(names[0].issuer, PLACE))
    elsewhere = published(ctx, press, Partition(names[0].issuer, "13101"))

    expected = {str(names[0].serial): Reason.CESSATION, str(names[1].serial): Reason.HOLD}
    assert reasons(found) == expected
    assert reasons(elsewhere) == {}
    assert reasons(published(ctx, press, Partition(names[0].issuer, ALL))) == expected


@row("D-CRL-01")
def test_a_hold_appears_and_disappears_between_lists(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    partition = Partition(name.issuer, PLACE)
    changes.hold(ctx, name=name)
    assert reasons(published(ctx, press, partition)) == {str(name.serial): Reason.HOLD}

    changes.resume(later(ctx, 0.5), name=name)

    assert reasons(published(later(ctx, 1), press, partition)) == {}


@row("D-CRL-02")
def test_a_platform_that_missed_a_day_catches_up_from_the_next_list(
    ctx: Context, press: Press
) -> None:
    first, second = good(ctx, press, 1), good(ctx, press, 2)
    partition = Partition(first.issuer, PLACE)
    monday = published(ctx, press, partition)
    changes.revoke(later(ctx, 0.5), name=first, cause=Cause.SUBJECT_REQUEST)
    published(later(ctx, 1), press, partition)
    changes.revoke(later(ctx, 1.5), name=second, cause=Cause.SUBJECT_REQUEST)
    wednesday = published(later(ctx, 2), press, partition)

    assert set(reasons(wednesday)) - set(reasons(monday)) == {
        str(first.serial),
        str(second.serial),
    }
    assert wednesday.number > monday.number
    assert wednesday.this_update > monday.this_update


@row("D-CRL-03")
def test_death_reads_like_a_request_of_ones_own(ctx: Context, press: Press) -> None:
    dead, living = good(ctx, press, 1), good(ctx, press, 2)
    changes.revoke(ctx, name=dead, cause=Cause.DEATH)
    changes.revoke(ctx, name=living, cause=Cause.SUBJECT_REQUEST)

    told = reasons(published(ctx, press, Partition(dead.issuer, PLACE)))

    assert told[str(dead.serial)] == told[str(living.serial)]


def test_an_expired_entry_stays_for_one_list_more(ctx: Context, press: Press) -> None:
    name = good(ctx, press, expires=ctx.now + timedelta(hours=12))
    partition = Partition(name.issuer, PLACE)
    changes.revoke(ctx, name=name, cause=Cause.SUBJECT_REQUEST)
    published(ctx, press, partition)

    after_expiry = published(later(ctx, 1), press, partition)
    the_next = published(later(ctx, 2), press, partition)

    assert set(reasons(after_expiry)) == {str(name.serial)}
    assert reasons(the_next) == {}


def test_no_list_is_drafted_while_table_and_log_disagree(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    changes.hold(ctx, name=name)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE status_certificate SET state = 'good', cause = NULL, reason = NULL,"
            " revoked_at = NULL"
        )

    with pytest.raises(ListIncomplete):
        lists.draft_list(ctx, partition=Partition(name.issuer, PLACE))


def test_a_list_that_forgets_an_entry_is_withheld(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    partition = Partition(name.issuer, PLACE)
    changes.hold(ctx, name=name)
    before = published(ctx, press, partition)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM status_change WHERE after = 'hold'")
        cursor.execute(
            "UPDATE status_certificate SET state = 'good', cause = NULL, reason = NULL,"
            " revoked_at = NULL"
        )

    after = published(later(ctx, 1), press, partition)

    assert after == before
    assert listings.last_number(partition) == before.number + 1


def test_publishing_twice_changes_nothing(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    found = published(ctx, press, Partition(name.issuer, PLACE))
    drafted_order = ca_orders_of_lists()[0]

    lists.publish_list(later(ctx, 1), order=drafted_order)

    assert lists.read_list(ctx, partition=found.partition) == found


def ca_orders_of_lists() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ca_order WHERE kind = 'list'")
        return [number for (number,) in cursor.fetchall()]


def test_a_list_is_not_published_before_it_is_signed(ctx: Context, press: Press) -> None:
    name = good(ctx, press)
    drafted = lists.draft_list(ctx, partition=Partition(name.issuer, PLACE))

    with pytest.raises(ca.NotSigned):
        lists.publish_list(ctx, order=drafted.order)
