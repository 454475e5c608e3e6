"""Follow the feed of residents: their certificates end with what they certify."""

from django.db import transaction

from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import residents
from tegata.authority.enrolment.service import progress, revocation
from tegata.authority.enrolment.values import ApplicationState
from tegata.authority.people import public as people
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.pki.x509.names import CertificateName

CONSUMER = "enrolment"


@transaction.atomic(durable=True)
def follow_next(ctx: Context) -> people.ResidentEvent | None:
    """Deal with the next event of the feed; tell which, or none when there is none.

    Raises FeedGap: what comes after a missing event is not touched (D-RES-03).
    """
    # 1. One event a transaction; the reader is held meanwhile.
    waiting = people.next_events(ctx, consumer=CONSUMER, limit=1)
    if not waiting:
        return None
    event = waiting[0]
    holder = str(event.person)
    store.hold_person(holder)

    # 2. End what no longer certifies the truth, and with it what was ordered but not written.
    stops = residents.decide_stops(
        event, status.lock_certificates_of(holder), store.record_versions(holder), ctx.now
    )
    for certificate, cause in stops:
        status.stop(ctx, name=certificate.name, cause=cause)
    _give_up_ordered(ctx, holder, {certificate.name for certificate, _cause in stops})

    # 3. A card may end with the change; a phone's duty ends with its certificates.
    if residents.ends_card(event):
        store.end_cards(holder)
    revocation.settle(ctx, holder)
    people.confirm(ctx, consumer=CONSUMER, event=event)
    return event


def _give_up_ordered(ctx: Context, holder: str, stopped: set[CertificateName]) -> None:
    for on_phone in (True, False):
        live = store.live_application(holder, on_phone=on_phone)
        if live is not None and stopped & set(live.certificates):
            progress.give_up(ctx, live, ApplicationState.REFUSED, why="the record changed")
