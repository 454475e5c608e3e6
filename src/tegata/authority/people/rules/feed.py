"""What a reader of the feed is given, and when it stands still (D-RES-03)."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from tegata.authority.people.problems import ConfirmedOutOfOrder, FeedGap
from tegata.authority.people.values import Consumer, ResidentEvent


@frozen
class Delivery:
    """The events that come next, in order and without a gap, and the one that is missing."""

    events: Sequence[ResidentEvent]
    missing: int | None


def deliver(consumer: Consumer, head: int, found: Sequence[ResidentEvent], limit: int) -> Delivery:
    """Take what follows the last confirmed event, up to the first that is missing.

    ``head`` is the last version that the source gave away, so that a lost last event is noticed.
    An event that was missing once stays out of reach until the consumer is resumed.
    """
    by_version = {event.version: event for event in found}
    expected = range(consumer.confirmed + 1, min(head, consumer.confirmed + limit) + 1)
    missing = next((v for v in expected if v not in by_version or v == consumer.missing), None)
    events = [by_version[v] for v in expected if missing is None or v < missing]
    return Delivery(events, missing)


def require_progress(consumer: Consumer, delivery: Delivery) -> Sequence[ResidentEvent]:
    """Give the events before a gap; at the gap itself, refuse. Raises FeedGap."""
    if delivery.missing is not None and not delivery.events:
        raise FeedGap(consumer=consumer.name, missing=str(delivery.missing))
    return delivery.events


def decide_stop(consumer: Consumer, delivery: Delivery, now: datetime) -> Consumer:
    """Decide that a gap stops a consumer; one that stands still already stays as it is."""
    if delivery.missing is None or consumer.missing is not None:
        return consumer
    return evolve(consumer, missing=delivery.missing, stopped=now)


def decide_resumption(consumer: Consumer, delivery: Delivery) -> Consumer:
    """Decide that a consumer goes on, with the delivery it would then get. Raises FeedGap."""
    if delivery.missing is not None:
        raise FeedGap(consumer=consumer.name, missing=str(delivery.missing))
    return evolve(consumer, missing=None, stopped=None)


def decide_confirmation(consumer: Consumer, event: ResidentEvent) -> Consumer:
    """Decide that an event is dealt with. Raises ConfirmedOutOfOrder."""
    awaited = consumer.confirmed + 1
    if event.version != awaited:
        raise ConfirmedOutOfOrder(
            consumer=consumer.name, confirmed=str(event.version), awaited=str(awaited)
        )
    return evolve(consumer, confirmed=awaited)
