"""Move an application on, or give it up: parts of every use-case about one."""

from attrs import evolve

from tegata.authority.enrolment import store
from tegata.authority.enrolment.values import Application, ApplicationState
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger


def move(ctx: Context, before: Application, after: Application, why: str = "") -> None:
    """Write an application's next state, in the table and in the ledger."""
    store.write_application(after)
    ledger.record(ctx, act=f"enrolment.{after.state}", about=f"application:{before.id}", why=why)


def give_up_live(ctx: Context, holder: str, *, on_phone: bool, why: str) -> bool:
    """Cancel the person's application that is not over; tell whether there was one."""
    live = store.live_application(holder, on_phone=on_phone)
    if live is not None:
        give_up(ctx, live, ApplicationState.CANCELLED, why=why)
    return live is not None


def give_up(ctx: Context, application: Application, to: ApplicationState, why: str = "") -> None:
    """End an application that was not written, and what was reserved for it."""
    for name in application.certificates:
        known = status.read_certificate(name)
        if known.state is not status.State.REVOKED and ctx.now < known.expires:
            status.stop(ctx, name=name, cause=status.Cause.NEVER_WRITTEN)
    move(ctx, application, evolve(application, state=to), why)
