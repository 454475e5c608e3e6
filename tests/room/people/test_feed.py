"""The feed has no gaps of its own making, and whoever finds one stops (D-RES-03)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest
from attrs import evolve
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.chance import CountingEntropy
from fakes.residents import kiyose, record
from marks import row
from tegata.authority.people import service, store
from tegata.authority.people.jobs import warn_of_stop, watch_feed
from tegata.authority.people.problems import ConfirmedOutOfOrder, FeedGap, NothingChanged
from tegata.authority.people.values import ResidentEvent
from tegata.kit.core.context import Context
from tegata.kit.core.problem import Problem
from tegata.ledger.public import acts_about
from tegata.site.wiring import WIRES

TODAY = date(2023, 9, 1)
READER = "certificates"


def _registered(ctx: Context, count: int) -> None:
    for number in range(1, count + 1):
        service.register(ctx, record=record(number=number), on=TODAY)


def _lose(version: int) -> ResidentEvent:
    (event,) = store.read_events(version - 1, 1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_event WHERE version = %s", (version,))
    return event


def _versions(ctx: Context) -> list[int]:
    return [event.version for event in service.next_events(ctx, consumer=READER)]


def _deal_with(ctx: Context, count: int) -> None:
    for event in service.next_events(ctx, consumer=READER)[:count]:
        service.confirm(ctx, consumer=READER, event=event)


@pytest.mark.django_db
def test_a_reader_is_given_what_it_has_not_confirmed(ctx: Context) -> None:
    _registered(ctx, 3)
    _deal_with(ctx, 2)

    assert _versions(ctx) == [3]
    assert [event.version for event in service.next_events(ctx, consumer="other", limit=2)] == [
        1,
        2,
    ]


@pytest.mark.django_db
def test_events_are_confirmed_in_order_and_once(ctx: Context) -> None:
    _registered(ctx, 3)
    first, second, _ = service.next_events(ctx, consumer=READER)

    with pytest.raises(ConfirmedOutOfOrder):
        service.confirm(ctx, consumer=READER, event=second)
    service.confirm(ctx, consumer=READER, event=first)
    with pytest.raises(ConfirmedOutOfOrder):
        service.confirm(ctx, consumer=READER, event=first)


@pytest.mark.django_db
@row("D-RES-03")
def test_a_consumer_that_sees_a_gap_stops_and_alarms(ctx: Context) -> None:
    _registered(ctx, 4)
    lost = _lose(3)

    # What comes before the gap is delivered; then the consumer stands still and never skips.
    assert _versions(ctx) == [1, 2]
    _deal_with(ctx, 2)
    with pytest.raises(FeedGap) as refusal:
        _versions(ctx)
    assert (refusal.value.missing, refusal.value.rule_code) == ("3", "FEED_GAP")

    # The alarm: a state that everybody sees, and one entry in the ledger however often one looks.
    service.watch_feed(ctx)
    (reader,) = service.watch_feed(evolve(ctx, now=ctx.now + timedelta(hours=1)))
    assert (reader.confirmed, reader.missing, reader.stopped) == (2, 3, ctx.now)
    assert acts_about(f"feed:{READER}") == ["people.feed.stop"]

    # It goes on only when the event is there again and somebody says so.
    with pytest.raises(FeedGap):
        service.resume_feed(ctx, consumer=READER)
    store.add_event(lost)
    with pytest.raises(FeedGap):
        _versions(ctx)
    service.resume_feed(ctx, consumer=READER)
    assert _versions(ctx) == [3, 4]
    assert acts_about(f"feed:{READER}") == ["people.feed.stop", "people.feed.resume"]


@pytest.mark.django_db
def test_whoever_watches_the_logs_learns_that_a_reader_stands_still(
    ctx: Context, caplog: pytest.LogCaptureFixture
) -> None:
    _registered(ctx, 1)
    _versions(ctx)
    _lose(1)

    watch_feed()

    assert WIRES["people.feed-stopped"] == ("people.warn_of_stop",)
    warn_of_stop(about=READER)
    (told,) = caplog.records
    assert (told.levelname, READER in told.message) == ("ERROR", True)


@pytest.mark.django_db
def test_the_loss_of_the_last_event_is_noticed(ctx: Context) -> None:
    _registered(ctx, 2)
    _lose(2)
    _deal_with(ctx, 1)

    with pytest.raises(FeedGap):
        _versions(ctx)


@pytest.mark.django_db
def test_a_reader_without_a_gap_is_never_stopped(ctx: Context) -> None:
    _registered(ctx, 2)
    _versions(ctx)

    assert [reader.missing for reader in service.watch_feed(ctx)] == [None]
    assert service.resume_feed(ctx, consumer=READER) == store.read_consumers()[0]
    assert acts_about(f"feed:{READER}") == []


@pytest.mark.django_db
def test_the_job_that_watches_may_run_twice_and_be_told_more_than_it_knows(ctx: Context) -> None:
    _registered(ctx, 1)
    _versions(ctx)
    _lose(1)

    watch_feed()
    watch_feed(about="nobody")

    assert [reader.missing for reader in store.read_consumers()] == [1]
    assert acts_about(f"feed:{READER}") == ["people.feed.stop"]


def _act(ctx: Context, act: str, number: int) -> None:
    if act == "register":
        service.register(ctx, record=record(number=number), on=TODAY)
    found = store.find_resident(record(number=number).my_number)
    if found and act == "move":
        service.move(ctx, person=found.person, address=kiyose("９０９番地"), on=TODAY)
    if found and act == "die":
        service.record_death(ctx, person=found.person, on=TODAY)


def _empty() -> None:
    with connection.cursor() as cursor:
        for table in ("people_resident", "people_event", "people_feed", "people_consumer"):
            cursor.execute(f"DELETE FROM {table}")


ACTS = st.tuples(st.sampled_from(["register", "move", "die"]), st.integers(1, 3))


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, max_size=15), data=st.data())
def test_any_sequence_of_acts_is_a_feed_without_gaps_and_any_loss_stops_its_reader(
    ctx: Context, acts: list[tuple[str, int]], data: st.DataObject
) -> None:
    _empty()
    for act, number in acts:
        with suppress(Problem):  # a refused act gives its version back
            _act(ctx, act, number)

    head = store.read_head()
    assert _versions(ctx) == list(range(1, head + 1))
    if head:
        lost = data.draw(st.integers(1, head))
        _lose(lost)
        with suppress(FeedGap):  # at once, where the first event is lost
            _deal_with(ctx, head)
        with pytest.raises(FeedGap) as refusal:
            _versions(ctx)
        assert refusal.value.missing == str(lost)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_leave_no_gap_and_commit_in_the_order_of_versions(
    ctx: Context,
) -> None:
    def write(writer: int) -> None:
        mine = evolve(ctx, entropy=CountingEntropy(drawn=writer * 1000))
        for number in range(5):
            made = record(number=writer * 100 + number)
            done = service.register(mine, record=made, on=TODAY)
            with pytest.raises(NothingChanged):
                service.move(mine, person=done.person, address=made.address, on=TODAY)
        connection.close()

    with ThreadPoolExecutor(4) as writers:
        reads = [writers.submit(write, writer) for writer in range(1, 5)]
        for read in reads:
            read.result()

    with transaction.atomic():
        assert _versions(ctx) == list(range(1, 21))
