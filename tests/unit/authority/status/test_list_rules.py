"""What stands on a list, when it is due, and which successor is withheld."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from makers.lists import KEY_ID, head, signed
from tegata.authority.status.problems import ListIncomplete, ListUnjustified
from tegata.authority.status.rules import lists
from tegata.authority.status.values import ListDrafted, Partition, Stopped
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.reasons import Reason

NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
PARTITION = Partition(KeyId(KEY_ID), "14104")
STOPPED = Stopped(Serial(5), Reason.HOLD, NOW, NOW + DAY, in_table=True, in_log=True)


def made(number: int, serials: Iterable[int] = (), *, at: datetime = NOW) -> CertificateList:
    when = evolve(head(number), this_update=at, next_update=at + DAY)
    entries = Entries.of(Entry(Serial(each), NOW - DAY, Reason.HOLD) for each in serials)
    return CertificateList.parse(signed(when, entries))


def drafted(number: int) -> ListDrafted:
    return ListDrafted(PARTITION, number, 1, NOW)


PREVIOUS = made(7, [5, 6], at=NOW - DAY)


def test_the_first_list_needs_no_explanation() -> None:
    lists.check_successor(drafted(1), made(1, [5]), None, (), ())


def test_a_list_that_only_adds_needs_no_explanation() -> None:
    lists.check_successor(drafted(8), made(8, [5, 6, 9]), PREVIOUS, (), ())


def test_an_entry_may_leave_by_a_resumption_or_by_its_expiry() -> None:
    lists.check_successor(drafted(8), made(8), PREVIOUS, {Serial(5)}, {Serial(6)})


@pytest.mark.parametrize(
    ("number", "successor", "why"),
    [
        (9, made(8, [5, 6]), "it carries another number than was written down"),
        (7, made(7, [5, 6]), "its number does not grow"),
        (6, made(6, [5, 6]), "its number does not grow"),
        (8, made(8, [5, 6], at=NOW - DAY), "it is not newer than the list before it"),
        (8, made(8, [5]), "1 entries left without resumption or expiry"),
        (8, made(8, [9]), "2 entries left without resumption or expiry"),
    ],
)
def test_a_successor_that_nothing_explains_is_withheld(
    number: int, successor: CertificateList, why: str
) -> None:
    with pytest.raises(ListUnjustified) as refusal:
        lists.check_successor(drafted(number), successor, PREVIOUS, (), ())

    assert refusal.value.why == why


def test_even_the_first_list_must_carry_the_number_that_was_written_down() -> None:
    with pytest.raises(ListUnjustified, match="another number"):
        lists.check_successor(drafted(2), made(1), None, (), ())


@pytest.mark.parametrize(("table", "log"), [(True, False), (False, True)])
def test_two_records_that_disagree_make_no_list(*, table: bool, log: bool) -> None:
    doubtful = evolve(STOPPED, in_table=table, in_log=log)

    with pytest.raises(ListIncomplete, match="1 certificates"):
        lists.check_complete(PARTITION, [STOPPED, doubtful])


def test_two_records_that_agree_make_a_list() -> None:
    lists.check_complete(PARTITION, [STOPPED, evolve(STOPPED, in_table=False, in_log=False)])


@pytest.mark.parametrize(
    ("previous", "stands"),
    [(None, True), (NOW + DAY - SECOND, True), (NOW + DAY, False), (NOW + DAY + SECOND, False)],
)
def test_an_entry_leaves_after_a_list_made_when_it_had_expired(
    previous: datetime | None, *, stands: bool
) -> None:
    assert lists.listed(STOPPED, previous) is stands


def test_entries_stand_in_the_order_of_their_serials() -> None:
    stopped = [evolve(STOPPED, serial=Serial(each)) for each in (9, 3, 7)]

    assert [each.serial.number for each in lists.entries(stopped, None)] == [3, 7, 9]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (datetime(2023, 8, 31, 14, 59, 59, tzinfo=UTC), True),
        (datetime(2023, 8, 31, 15, 0, 0, tzinfo=UTC), False),
        (NOW, False),
    ],
)
def test_a_list_is_due_once_a_day_of_japan(last: datetime | None, *, due: bool) -> None:
    assert lists.is_due(last, NOW) is due
