"""Put many certificates on hold at once, when something common to them is doubtful."""

from django.db import transaction

from tegata.authority.enrolment.rules import actors
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger

_BATCH = 500


@transaction.atomic(durable=True)
def count(ctx: Context, *, cohort: status.Cohort) -> int:
    """Count what a hold would touch. Raises ForbiddenProxy."""
    actors.check_administrator(ctx.actor)
    return status.count_cohort(cohort, ctx.now)


@transaction.atomic(durable=True)
def hold_some(ctx: Context, *, cohort: status.Cohort, why: str, limit: int = _BATCH) -> int:
    """Put some of a cohort on hold and tell how many; 0 when none is left.

    What is on hold is no longer good: whoever is interrupted goes on where it stopped. Raises
    ForbiddenProxy.
    """
    actors.check_administrator(ctx.actor)
    held = status.lock_cohort(cohort, ctx.now, limit)
    for name in held:
        status.suspend(ctx, name=name, why=why)
    if held:
        ledger.record(ctx, act="enrolment.hold-cohort", about=f"issuer:{cohort.issuer}", why=why)
    return len(held)
