"""Issue a card's certificates at the municipal counter."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import CardUnknown
from tegata.authority.enrolment.rules import actors, eligibility, residents, subject, vouching
from tegata.authority.enrolment.service import ordering, progress
from tegata.authority.enrolment.values import (
    Aim,
    Application,
    ApplicationId,
    ApplicationState,
    Card,
    CardState,
)
from tegata.authority.people import public as people
from tegata.card.values import Purpose
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger

_ID = 16


@transaction.atomic(durable=True)
def issue(
    ctx: Context, *, person: people.PersonId, requests: Mapping[Purpose, bytes], term: timedelta
) -> Application:
    """Order the pair of a new card, whose keys were made on it.

    Raises ForbiddenProxy, PersonUnknown, TooYoung, Ward and what ``check_requests`` raises.
    """
    resident = _at_the_counter(ctx, person)
    keys = vouching.check_requests(requests, Aim.CARD.purposes)
    ends = subject.card_ends(resident.record, ctx.now)
    card = Card(ctx.entropy.draw(_ID).hex(), str(person), CardState.ORDERED, ends)
    store.add_card(card)
    expires = subject.certificate_ends(resident.record, ends, ctx.now)
    begun = _begin(ctx, Aim.CARD, card, term)
    return ordering.order(ctx, application=begun, keys=keys, ends=expires, resident=resident)


@transaction.atomic(durable=True)
def reissue_sign(
    ctx: Context, *, person: people.PersonId, requests: Mapping[Purpose, bytes], term: timedelta
) -> Application:
    """Order a new signature certificate for the person's card in use, as after a move.

    Raises as ``issue``, CardUnknown.
    """
    resident = _at_the_counter(ctx, person)
    keys = vouching.check_requests(requests, Aim.CARD_SIGN.purposes)
    card = store.active_card(str(person))
    if card is None:
        raise CardUnknown
    expires = subject.certificate_ends(resident.record, card.expires, ctx.now)
    begun = _begin(ctx, Aim.CARD_SIGN, card, term)
    return ordering.order(ctx, application=begun, keys=keys, ends=expires, resident=resident)


def _at_the_counter(ctx: Context, person: people.PersonId) -> people.Resident:
    actors.check_clerk(ctx.actor)
    store.hold_person(str(person))
    resident = residents.living(people.read_resident(person))
    eligibility.check_applicant(resident.record, ctx.now, has_card=True)
    return resident


def _begin(ctx: Context, aim: Aim, card: Card, term: timedelta) -> Application:
    progress.give_up_live(ctx, card.holder, on_phone=False, why="applied again")
    begun = Application(
        ApplicationId.drawn(ctx.entropy),
        aim,
        card.holder,
        card.id,
        ApplicationState.CARD_SIGNED,
        ctx.now,
        ctx.now + term,
    )
    store.add_application(begun)
    ledger.record(ctx, act=f"enrolment.begin.{aim}", about=f"application:{begun.id}")
    return begun
