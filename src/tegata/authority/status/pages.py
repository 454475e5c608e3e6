"""Pages for operators: one certificate's state and where it shows, and the lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from attrs import asdict, frozen
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from tegata.authority.ca import public as ca
from tegata.authority.status.forms import LookUp
from tegata.authority.status.service import changes, sights
from tegata.authority.status.values import ALL, ListRecord, Oversight, Partition, Seen
from tegata.kit.core.context import Role
from tegata.kit.core.problem import Problem
from tegata.kit.design.chart import Chart, bars
from tegata.kit.web import forms, pages, visits
from tegata.pki.x509.names import CertificateName, KeyId

_ROOT = "/authority/status/"
_LOOKERS = (Role.ADMINISTRATOR, Role.OPERATOR)


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask which certificate is meant, and go there."""
    ctx = visits.visit_of(request, *_LOOKERS)
    form = LookUp(request.GET if "name" in request.GET else None)
    if form.is_valid():
        try:
            name = CertificateName.parse(form.cleaned_data["name"])
            found = changes.look_up(ctx, name=name)
        except Problem as refusal:
            forms.add_refusal(form, refusal)
        else:
            return HttpResponseRedirect(f"{_ROOT}certificates/{found.name}")
    return pages.render(request, "status/look_up.html", {"form": form})


@require_safe
def certificate(request: HttpRequest, name: str) -> HttpResponse:
    """Show a certificate, its changes and where its state can be seen by now."""
    ctx = visits.visit_of(request, *_LOOKERS)
    found = sights.oversee(ctx, name=CertificateName.parse(name))
    page = CertificatePage.of(found, sights.issuers(ctx), ctx.now)
    return pages.render(request, "status/certificate.html", asdict(page, recurse=False))


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists in force, a page at a time, and those that were withheld."""
    ctx = visits.visit_of(request, *_LOOKERS)
    after = request.GET.get("after")
    found = sights.lists_in_force(ctx, after=Partition.parse(after) if after else None)
    withheld, issuers = sights.lists_withheld(ctx), sights.issuers(ctx)
    page = ListsPage(
        rows=[ListShown.of(each, issuers, ctx.now) for each in found],
        withheld=[ListShown.of(each, issuers, ctx.now) for each in withheld],
        following=str(found[-1].partition) if len(found) == sights.PAGE else "",
        now=ctx.now,
    )
    return pages.render(request, "status/lists.html", asdict(page, recurse=False))


@require_safe
def line(request: HttpRequest, issuer: str, part: str) -> HttpResponse:
    """Show the numbers of one partition: how many certificates each of its lists names."""
    ctx = visits.visit_of(request, *_LOOKERS)
    partition = Partition.parse(f"{issuer}/{ALL if part == 'all' else part}")
    found, issuers = sights.line_of(ctx, partition=partition), sights.issuers(ctx)
    counted = [
        (str(each.number), each.entries) for each in reversed(found) if each.entries is not None
    ]
    page = LinePage(
        rows=[ListShown.of(each, issuers, ctx.now) for each in found],
        in_force=max((each.number for each in found if each.published), default=0),
        chart=bars(counted),
        now=ctx.now,
    )
    return pages.render(request, "status/line.html", asdict(page, recurse=False))


@frozen
class PartShown:
    """A partition in words: whose key, and where; a municipality without a name has a code."""

    family: str
    generation: int
    issuer: str
    code: str
    kanji: str
    romaji: str
    address: str

    @classmethod
    def of(cls, partition: Partition, issuers: Mapping[KeyId, ca.Generation]) -> Self:
        """Show a partition."""
        signer = issuers.get(partition.issuer)
        place = sights.places().get(partition.municipality)
        return cls(
            family=signer.family if signer else "",
            generation=signer.number if signer else 0,
            issuer=str(partition.issuer),
            code=partition.municipality,
            kanji=f"{place.prefecture}{place.name}" if place else "",
            romaji=f"{place.name_romaji}, {place.prefecture_romaji}" if place else "",
            address=f"{_ROOT}lists/{partition.issuer}/{partition.municipality or 'all'}",
        )


@frozen
class ListShown:
    """One list of one partition."""

    part: PartShown
    number: int
    this_update: datetime
    next_update: datetime
    late: bool
    """Its time is over, and no newer one is in force."""
    published: bool
    entries: int | None
    size: int | None
    withheld: str

    @classmethod
    def of(cls, record: ListRecord, issuers: Mapping[KeyId, ca.Generation], now: datetime) -> Self:
        """Show a list."""
        return cls(
            part=PartShown.of(record.partition, issuers),
            number=record.number,
            this_update=record.this_update,
            next_update=record.next_update,
            late=record.next_update <= now,
            published=record.published is not None,
            entries=record.entries,
            size=record.size,
            withheld=record.withheld,
        )


@frozen
class SeenShown:
    """What one list in force shows of the certificate; number 0 before the first."""

    part: PartShown
    sight: str
    number: int
    this_update: datetime | None
    next_update: datetime | None
    due: datetime | None

    @classmethod
    def of(cls, seen: Seen, issuers: Mapping[KeyId, ca.Generation]) -> Self:
        """Show what a list shows."""
        found = seen.found
        return cls(
            part=PartShown.of(seen.partition, issuers),
            sight=seen.sight,
            number=found.number if found else 0,
            this_update=found.this_update if found else None,
            next_update=found.next_update if found else None,
            due=seen.due,
        )


@frozen
class StepShown:
    """One change."""

    before: str
    after: str
    at: datetime


@frozen
class CertificatePage:
    """One certificate for an operator's eyes. Nothing on it says who the holder is."""

    name: str
    serial: str
    kind: str
    holder: str
    state: str
    reason: str
    """As relying parties see it; empty while the certificate is not stopped."""
    since: datetime | None
    expires: datetime
    expired: bool
    answer: str
    part: PartShown
    steps: list[StepShown]
    seen: list[SeenShown]
    now: datetime

    @classmethod
    def of(cls, found: Oversight, issuers: Mapping[KeyId, ca.Generation], now: datetime) -> Self:
        """Show a certificate."""
        known, seen = found.certificate, found.seen
        stop = known.revocation
        return cls(
            name=str(known.name),
            serial=str(known.name.serial),
            kind=known.kind,
            holder=known.holder,
            state=known.state,
            reason=stop.reason.text if stop else "",
            since=_since(found),
            expires=known.expires,
            expired=known.expires <= now,
            answer=type(found.answer).__name__.lower(),
            part=PartShown.of(seen[0].partition, issuers),
            steps=[StepShown(each.before, each.after, each.at) for each in found.steps],
            seen=[SeenShown.of(each, issuers) for each in seen],
            now=now,
        )


@frozen
class ListsPage:
    """The lists in force, and those that were withheld."""

    rows: list[ListShown]
    withheld: list[ListShown]
    following: str
    """The partition after which the next page begins; empty on the last."""
    now: datetime


@frozen
class LinePage:
    """The numbers of one partition, the newest first."""

    rows: list[ListShown]
    in_force: int
    chart: Chart
    now: datetime


def _since(found: Oversight) -> datetime | None:
    """Tell since when the certificate is in its state; a hold's date outlives the hold."""
    if found.certificate.revocation:
        return found.certificate.revocation.since
    return found.steps[-1].at if found.steps else None
