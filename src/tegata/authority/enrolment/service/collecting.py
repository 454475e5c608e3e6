"""Take in what the press signed or refused: use-cases of the worker."""

from collections.abc import Iterable

from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import application as steps
from tegata.authority.enrolment.service import progress
from tegata.authority.enrolment.values import ApplicationState
from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.kit.data import events, jobs
from tegata.pki.x509.names import CertificateName


@transaction.atomic(durable=True)
def collect(ctx: Context, *, name: CertificateName) -> None:
    """Take in a signed certificate; with the last one the application is ready to be written.

    Running twice changes nothing; a certificate of no application is none of ours.
    """
    found = store.application_of(name)
    if found is None:
        return
    store.hold_person(found.holder)
    if status.read_certificate(name).state is status.State.RESERVED:
        status.mark_issued(ctx, name=name)
    application = store.read_application(found.id)
    if application.state is ApplicationState.ISSUING and _are_signed(application.certificates):
        ready = steps.decide_step(application, ApplicationState.READY_TO_WRITE, ctx.now)
        progress.move(ctx, application, ready)
        events.tell("enrolment.ready", about=str(application.id))


@transaction.atomic(durable=True)
def refuse(ctx: Context, *, name: CertificateName) -> None:
    """Give an application up whose certificate the press would not sign."""
    found = store.application_of(name)
    if found is None:
        return
    store.hold_person(found.holder)
    application = store.read_application(found.id)
    if not application.state.is_over:
        progress.give_up(ctx, application, ApplicationState.REFUSED, why="refused by the press")
        events.tell("enrolment.refused", about=str(application.id))


@transaction.atomic(durable=True)
def settle(_ctx: Context) -> list[CertificateName]:
    """Ask again for what the press finished and no job took in; tell which.

    A job that failed is not tried again by itself. Taking in twice changes nothing.
    """
    finished = []
    for name in store.ordered_names():
        if ca.is_refused(name):
            jobs.defer("enrolment.refuse", lock="enrolment.refuse", about=str(name))
        elif _is_signed(name):
            jobs.defer("enrolment.collect", lock="enrolment.collect", about=str(name))
        else:
            continue
        finished.append(name)
    return finished


def _is_signed(name: CertificateName) -> bool:
    try:
        ca.certificate(name)
    except ca.NotSigned:
        return False
    return True


def _are_signed(names: Iterable[CertificateName]) -> bool:
    return all(status.read_certificate(name).state is status.State.ISSUED for name in names)
