"""Order certificates for an application, as a part of the acts that lead to it."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from tegata.authority.ca import public as ca
from tegata.authority.enrolment import store
from tegata.authority.enrolment.rules import application as steps
from tegata.authority.enrolment.rules import subject as subjects
from tegata.authority.enrolment.service import progress
from tegata.authority.enrolment.values import Application, ApplicationState
from tegata.authority.people import public as people
from tegata.authority.status import public as status
from tegata.card.values import Purpose
from tegata.kit.core.context import Context

_CHANCE = 8
"""Octets behind an application's number."""


def order(
    ctx: Context,
    *,
    application: Application,
    keys: Mapping[Purpose, bytes],
    ends: datetime,
    resident: people.Resident,
) -> Application:
    """Reserve and register a certificate for every key: the application is issuing.

    Raises ApplicationLapsed, WrongStep and what ``ca.reserve`` raises.
    """
    issuing = steps.decide_step(application, ApplicationState.ISSUING, ctx.now)
    record = resident.record
    place = people.read_municipality(record.address.municipality)
    names = []
    for purpose in application.aim.purposes:
        kind = application.aim.kind(purpose)
        subject = subjects.subject(record, place, purpose, ctx.now, ctx.entropy.draw(_CHANCE))
        name = ca.reserve(ctx, kind=kind, key=keys[purpose], ends=ends, subject=subject)
        status.register(
            ctx,
            name=name,
            kind=kind,
            holder=application.holder,
            municipality=place.code.jis,
            expires=ends,
        )
        names.append(name)
    version = _version_behind(application, resident)
    done = evolve(issuing, certificates=tuple(names), record_version=version)
    progress.move(ctx, application, done)
    return done


def _version_behind(application: Application, resident: people.Resident) -> int:
    """Find the record's version: a phone's certificates are as old as the card's behind them."""
    if application.signer is None:
        return resident.version
    behind = store.application_of(application.signer)
    return 0 if behind is None else min(behind.record_version, resident.version)
