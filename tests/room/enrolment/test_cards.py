"""A card's certificates are ordered at the counter, and renewed there after a move."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction

from fakes.residents import kiyose
from makers.enrolments import TERM, World, blank_card, blank_phone
from tegata.authority.enrolment import store
from tegata.authority.enrolment.problems import (
    CardUnknown,
    ForbiddenProxy,
    KeysOther,
    SignerRefused,
    TooYoung,
    WrongStep,
)
from tegata.authority.enrolment.service import cards, delivery, feed
from tegata.authority.enrolment.values import ApplicationState
from tegata.authority.people import service as people
from tegata.authority.status import public as status
from tegata.card.values import Purpose
from tegata.kit.core.context import Context
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = pytest.mark.django_db

SIGN, AUTH = CertificateKind.CARD_SIGN, CertificateKind.CARD_AUTH
GOOD, REVOKED = status.State.GOOD, status.State.REVOKED


def test_a_card_carries_a_pair_to_the_fifth_birthday(world: World) -> None:
    held = status.lock_certificates_of(world.holder)

    assert world.states() == {SIGN: [GOOD], AUTH: [GOOD]}
    assert {each.expires for each in held} == {datetime(2028, 5, 12, 14, 59, 59, tzinfo=UTC)}


def test_after_a_move_the_card_gets_a_new_signature_certificate(world: World) -> None:
    people.move(world.ctx, person=world.person, address=kiyose("１番地"), on=date(2023, 9, 1))
    while feed.follow_next(world.ctx):
        pass

    world.reissue_sign()

    assert world.states() == {SIGN: [REVOKED, GOOD], AUTH: [GOOD]}


def test_a_new_card_ends_the_old_ones_and_what_derives_from_it(world: World) -> None:
    world.enrol()
    world.card = blank_card()

    world.with_card()

    assert world.states() == {
        SIGN: [REVOKED, GOOD],
        AUTH: [REVOKED, GOOD],
        CertificateKind.PHONE_SIGN: [REVOKED],
        CertificateKind.PHONE_AUTH: [REVOKED],
    }


def test_only_a_clerk_issues_cards(world: World) -> None:
    with pytest.raises(ForbiddenProxy):
        cards.issue(world.app, person=world.person, requests={}, term=TERM)


def test_a_child_gets_no_signature_certificate(ctx: Context, tmp_path: Path) -> None:
    world = World.found(ctx, tmp_path, birth=date(2010, 1, 1))

    with pytest.raises(TooYoung):
        world.with_card()


def test_without_a_card_there_is_nothing_to_renew(ctx: Context, tmp_path: Path) -> None:
    world = World.found(ctx, tmp_path)
    requests = world.card_requests(Purpose.SIGN)

    with pytest.raises(CardUnknown):
        cards.reissue_sign(world.counter, person=world.person, requests=requests, term=TERM)


def test_a_card_asks_for_both_or_nothing(ctx: Context, tmp_path: Path) -> None:
    world = World.found(ctx, tmp_path)
    requests = world.card_requests(Purpose.SIGN)

    with pytest.raises(KeysOther):
        cards.issue(world.counter, person=world.person, requests=requests, term=TERM)


def test_a_phones_pair_does_not_outlive_the_card_from_which_it_derives(world: World) -> None:
    phone = blank_phone()
    ready = world.sign(world.apply(phone))  # signed with the old card
    receipt = world.receipt(phone, ready)
    world.card = blank_card()
    world.with_card()

    with pytest.raises(WrongStep):
        delivery.confirm_written(world.app, application=ready.id, receipt=receipt)

    assert store.read_application(ready.id).state is ApplicationState.CANCELLED
    assert world.states()[CertificateKind.PHONE_SIGN] == [REVOKED]
    assert world.states()[CertificateKind.PHONE_AUTH] == [REVOKED]


def test_a_new_signature_certificate_ends_what_the_old_one_asked_for(world: World) -> None:
    ready = world.sign(world.apply(blank_phone()))

    world.reissue_sign()

    assert store.read_application(ready.id).state is ApplicationState.CANCELLED


@pytest.mark.parametrize("held", [False, True])
def test_a_phones_pair_is_not_written_when_the_card_that_signed_is_stopped(
    world: World, *, held: bool
) -> None:
    phone = blank_phone()
    ready = world.sign(world.apply(phone))
    receipt = world.receipt(phone, ready)
    with transaction.atomic():
        if held:
            status.suspend(world.ctx, name=world.named(SIGN), why="lost")
        else:
            status.stop(world.ctx, name=world.named(SIGN), cause=status.Cause.KEY_COMPROMISE)

    with pytest.raises(SignerRefused):
        delivery.confirm_written(world.app, application=ready.id, receipt=receipt)

    assert world.states()[CertificateKind.PHONE_SIGN] == [status.State.ISSUED]
