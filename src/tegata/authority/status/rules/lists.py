"""Decide what stands on a list, and whether a signed list may be published."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from tegata.authority.status.problems import ListIncomplete, ListUnjustified
from tegata.authority.status.values import ListDrafted, Partition, Stopped
from tegata.kit.core.calendar import day_in_japan, end_of_day_jst
from tegata.pki import der
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.draft import ListHead
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.profiles.authority_names import distribution_point
from tegata.pki.profiles.facts import Issuer
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.names import Serial

VALIDITY = timedelta(hours=36)
"""Lists are made daily and outlast the next issue by half a day (CRL-001)."""

LATENESS = timedelta(minutes=10)
"""How long after its own moment an act may be committed: lists made in between do not know it."""


def is_due(last: datetime | None, now: datetime) -> bool:
    """Tell whether a new day has begun in Japan since the last list (CRL-001)."""
    return last is None or day_in_japan(last) < day_in_japan(now)


def next_due(last: datetime) -> datetime:
    """Tell from when on the list after ``last`` is due: the next day of Japan (CRL-001)."""
    return end_of_day_jst(day_in_japan(last))


def check_complete(partition: Partition, stopped: Collection[Stopped]) -> None:
    """Compare the two records of who is stopped. Raises ListIncomplete."""
    doubtful = sum(each.in_table != each.in_log for each in stopped)
    if doubtful:
        raise ListIncomplete(partition=str(partition), count=str(doubtful))


def listed(stopped: Stopped, previous: datetime | None) -> bool:
    """Tell whether a stopped certificate stands on the next list.

    It leaves only after a list that was made when it had already expired (RFC 5280, 3.3).
    """
    return previous is None or stopped.expires > previous


def entries(stopped: Iterable[Stopped], previous: datetime | None) -> Entries:
    """Make the entries of the next list, in the order of serials."""
    rows = sorted(
        (each for each in stopped if listed(each, previous)), key=lambda each: each.serial
    )
    return Entries.of(Entry(each.serial, each.since, each.reason) for each in rows)


def head(
    issuer: Issuer, rulebook: Rulebook, place: Municipality | None, number: int, now: datetime
) -> ListHead:
    """Make all that a list says beside its entries; without a place it covers everything.

    Only the lists of one municipality name their distribution point: the whole set must serve
    for every certificate of the issuer (RFC 5280, 5.2.5).
    """
    names: tuple[bytes, ...] = ()
    if place is not None:
        point = distribution_point(rulebook, issuer.family, issuer.key_id, place)
        names = tuple(each.encoding for each in der.read(point))
    moment = now.replace(microsecond=0)
    return ListHead(
        issuer=issuer.name,
        issuer_key=issuer.key_id,
        this_update=moment,
        next_update=moment + VALIDITY,
        number=number,
        distribution_point=names,
    )


def check_successor(
    drafted: ListDrafted,
    signed: CertificateList,
    previous: CertificateList | None,
    resumed: Collection[Serial],
    expired: Collection[Serial],
) -> None:
    """Refuse a list whose difference from the one before is not explained.

    An entry leaves by a resumption since, or when a list was already made after its expiry
    (domain: Let's Encrypt's early removals of 2025). Raises ListUnjustified.
    """
    if signed.number != drafted.number:
        _withhold(drafted, "it carries another number than was written down")
    if previous is None:
        return
    if signed.number is None or previous.number is None or signed.number <= previous.number:
        _withhold(drafted, "its number does not grow")
    if signed.this_update <= previous.this_update:
        _withhold(drafted, "it is not newer than the list before it")
    gone = {each.serial for each in previous.entries} - {each.serial for each in signed.entries}
    unexplained = gone - set(resumed) - set(expired)
    if unexplained:
        _withhold(drafted, f"{len(unexplained)} entries left without resumption or expiry")


def _withhold(drafted: ListDrafted, why: str) -> None:
    raise ListUnjustified(partition=str(drafted.partition), number=str(drafted.number), why=why)
