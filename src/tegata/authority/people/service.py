"""Record what happens to residents, and let others read the feed of it without ever skipping."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import evolve
from django.db import transaction

from tegata.authority.people import store
from tegata.authority.people.rules import feed, records
from tegata.authority.people.rules.records import Correction, Outcome
from tegata.authority.people.values import (
    Address,
    Consumer,
    Kana,
    Name,
    PersonId,
    Record,
    Resident,
    ResidentEvent,
)
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger

_BATCH = 1_000

# --- parts: they join the caller's transaction ---------------------------------------------------


def next_events(_ctx: Context, *, consumer: str, limit: int = _BATCH) -> Sequence[ResidentEvent]:
    """Read the events that a consumer has not confirmed yet, in order. Raises FeedGap.

    The consumer is held until the transaction ends: two workers never deal with one event twice.
    """
    reader = store.lock_consumer(consumer)
    return feed.require_progress(reader, _delivery(reader, limit))


def confirm(_ctx: Context, *, consumer: str, event: ResidentEvent) -> None:
    """Note that an event is dealt with, in the transaction of what it caused.

    Raises ConfirmedOutOfOrder.
    """
    store.write_consumer(feed.decide_confirmation(store.lock_consumer(consumer), event))


def _delivery(reader: Consumer, limit: int) -> feed.Delivery:
    # The head is read before the events: whatever it counts has committed and is seen.
    head = store.read_head()
    return feed.deliver(reader, head, store.read_events(reader.confirmed, limit), limit)


def _settle(
    ctx: Context, outcome: Outcome, write: Callable[[Resident], None] = store.write_resident
) -> Resident:
    """Write the record, and tell the feed, the ledger and whoever listens, in one transaction."""
    resident = evolve(outcome.resident, version=store.next_version())
    write(resident)
    event = ResidentEvent(
        version=resident.version,
        person=resident.person,
        kind=outcome.kind,
        changed=outcome.changed,
        occurred_on=outcome.occurred_on,
        notified_at=ctx.now,
    )
    store.add_event(event)
    ledger.record(ctx, act=f"people.{outcome.kind}", about=f"person:{resident.person}")
    events.tell("people.changed", about=str(resident.person))
    return resident


def _require_within(address: Address) -> None:
    records.require_within(address, store.read_municipality(address.municipality))


# --- use-cases: each its own transaction ---------------------------------------------------------


@transaction.atomic(durable=True)
def register(ctx: Context, *, record: Record, on: date) -> Resident:
    """Enter a resident. Raises MyNumberTaken, AddressElsewhere, DayInFuture, DayBeforeBirth."""
    _require_within(record.address)
    person = PersonId.drawn(ctx.entropy)
    outcome = records.register(person, record, on=on, now=ctx.now)
    return _settle(ctx, outcome, store.add_resident)


@transaction.atomic(durable=True)
def move(ctx: Context, *, person: PersonId, address: Address, on: date) -> Resident:
    """Record a new address. Raises PersonUnknown, PersonDeceased, NothingChanged, AddressElsewhere."""
    _require_within(address)
    resident = store.lock_resident(person)
    return _settle(ctx, records.move(resident, address, on=on, now=ctx.now))


@transaction.atomic(durable=True)
def change_name(
    ctx: Context,
    *,
    person: PersonId,
    name: Name,
    kana: Kana,
    on: date,
    former_name: Name | None = None,
) -> Resident:
    """Record a new name, reading or former name. Raises PersonUnknown, PersonDeceased, NothingChanged."""
    resident = store.lock_resident(person)
    outcome = records.rename(
        resident, name=name, kana=kana, former_name=former_name, on=on, now=ctx.now
    )
    return _settle(ctx, outcome)


@transaction.atomic(durable=True)
def correct(ctx: Context, *, person: PersonId, correction: Correction, on: date) -> Resident:
    """Correct a record ex officio. Raises PersonUnknown, NothingChanged, AddressElsewhere."""
    if correction.address is not None:
        _require_within(correction.address)
    resident = store.lock_resident(person)
    return _settle(ctx, records.correct(resident, correction, on=on, now=ctx.now))


@transaction.atomic(durable=True)
def record_death(ctx: Context, *, person: PersonId, on: date) -> Resident:
    """Record a death. Raises PersonUnknown, PersonDeceased, DayInFuture."""
    return _settle(ctx, records.die(store.lock_resident(person), on=on, now=ctx.now))


@transaction.atomic(durable=True)
def emigrate(ctx: Context, *, person: PersonId, on: date) -> Resident:
    """Record a move out of the country. Raises PersonUnknown, PersonDeceased, PersonAbroad."""
    return _settle(ctx, records.emigrate(store.lock_resident(person), on=on, now=ctx.now))


@transaction.atomic(durable=True)
def look_up(_ctx: Context, *, person: PersonId) -> Resident:
    """Read a resident. Raises PersonUnknown."""
    return store.read_resident(person)


@transaction.atomic(durable=True)
def watch_feed(ctx: Context) -> list[Consumer]:
    """Look for gaps ahead of every consumer; stop whom one awaits, and raise the alarm once."""
    watched = []
    for before in store.lock_consumers():
        after = feed.decide_stop(before, _delivery(before, _BATCH), ctx.now)
        if after != before:
            store.write_consumer(after)
            why = f"event {after.missing} is missing"
            ledger.record(ctx, act="people.feed.stop", about=f"feed:{after.name}", why=why)
            events.tell("people.feed-stopped", about=after.name)
        watched.append(after)
    return watched


@transaction.atomic(durable=True)
def resume_feed(ctx: Context, *, consumer: str) -> Consumer:
    """Let a stopped consumer go on, once nothing is missing any more. Raises FeedGap."""
    stopped = store.lock_consumer(consumer)
    resumed = feed.decide_resumption(stopped, _delivery(evolve(stopped, missing=None), _BATCH))
    if resumed != stopped:
        store.write_consumer(resumed)
        ledger.record(ctx, act="people.feed.resume", about=f"feed:{consumer}")
    return resumed
