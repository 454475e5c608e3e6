"""Begin a world, fill it, move its clock."""

from datetime import datetime, timedelta

from attrs import evolve
from django.db import transaction

from tegata.authority.people import public as people
from tegata.kit.core.calendar import day_in_japan
from tegata.kit.core.context import Context
from tegata.kit.data.world_clock import read_offset, write_offset
from tegata.ledger import public as ledger
from tegata.sandbox.population.public import people as invent
from tegata.sandbox.world import rules


@transaction.atomic(durable=True)
def move_clock(ctx: Context, *, to: datetime) -> timedelta:
    """Let it be ``to`` in this world; tell the new offset. Raises ClockBackwards."""
    rules.check_move(to, ledger.last_moment())
    offset = read_offset() + (to - ctx.now)
    write_offset(offset)
    # The act is recorded at the new time: the old one may lie after it, in an empty world.
    moved = evolve(ctx, now=to)
    ledger.record(moved, act="world.clock", about="world", why=f"from {ctx.now:%Y-%m-%dT%H:%M:%SZ}")
    return offset


def populate(ctx: Context, *, count: int) -> int:
    """Register invented residents, each in a transaction of its own; tell how many."""
    today = day_in_japan(ctx.now)
    records = invent(ctx.entropy, count, today=today)
    for record in records:
        people.register(ctx, record=record, on=today - timedelta(days=1))
    return len(records)
