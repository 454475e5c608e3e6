"""Certificates follow the resident record, in order and without a gap."""

from datetime import date

import pytest
from django.db import connection

from fakes.residents import kiyose
from makers.enrolments import World, blank_card, blank_phone
from marks import row
from tegata.authority.enrolment import jobs, store
from tegata.authority.enrolment.service import feed
from tegata.authority.enrolment.values import ApplicationState
from tegata.authority.people import service as people
from tegata.authority.people.public import FeedGap, PersonAbroad, PersonUnknown
from tegata.authority.status import public as status
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.reasons import Reason

pytestmark = pytest.mark.django_db

CARD_SIGN, CARD_AUTH = CertificateKind.CARD_SIGN, CertificateKind.CARD_AUTH
SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH
GOOD, REVOKED = status.State.GOOD, status.State.REVOKED
ON = date(2023, 9, 1)


def follow(world: World) -> int:
    followed = 0
    while feed.follow_next(world.ctx) is not None:
        followed += 1
    return followed


def move(world: World) -> None:
    people.move(world.ctx, person=world.person, address=kiyose("１番地"), on=ON)


@row("D-RES-01")
def test_a_move_ends_both_signature_certificates_and_neither_authentication(
    world: World,
) -> None:
    world.enrol()
    move(world)

    assert follow(world) == 2

    assert world.states() == {
        CARD_SIGN: [REVOKED], CARD_AUTH: [GOOD], SIGN: [REVOKED], AUTH: [GOOD],
    }  # fmt: skip
    assert follow(world) == 0


def test_a_move_is_told_as_a_change_of_what_was_certified(world: World) -> None:
    move(world)
    follow(world)

    stop = status.read_certificate(world.named(CARD_SIGN)).revocation
    assert stop is not None
    assert (stop.cause, stop.reason) == (
        status.Cause.RESIDENT_CHANGE,
        Reason.AFFILIATION_CHANGED,
    )


def test_a_death_ends_everything_and_the_card(world: World) -> None:
    world.enrol()
    people.record_death(world.ctx, person=world.person, on=ON)

    follow(world)

    assert {state for states in world.states().values() for state in states} == {REVOKED}
    assert store.active_card(world.holder) is None
    with pytest.raises(PersonUnknown):
        world.begin(blank_phone())
    with pytest.raises(PersonUnknown):
        world.with_card()


def test_a_move_abroad_ends_the_card_and_a_return_allows_a_new_one(world: World) -> None:
    people.emigrate(world.ctx, person=world.person, on=ON)
    follow(world)
    assert store.active_card(world.holder) is None
    with pytest.raises(PersonAbroad):
        world.with_card()

    move(world)
    world.card = blank_card()
    world.with_card()

    assert world.states()[CARD_SIGN] == [REVOKED, GOOD]


def test_a_move_ends_an_application_that_is_under_way(world: World) -> None:
    application = world.sign(world.apply(blank_phone()))
    move(world)

    follow(world)

    assert store.read_application(application.id).state is ApplicationState.REFUSED
    assert (world.states()[SIGN], world.states()[AUTH]) == ([REVOKED], [REVOKED])


@row("D-RES-03")
def test_at_a_gap_nothing_more_is_done(world: World) -> None:
    follow(world)
    move(world)
    people.record_death(world.ctx, person=world.person, on=ON)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_event WHERE version = 2")

    with pytest.raises(FeedGap):
        feed.follow_next(world.ctx)
    jobs.follow_residents()

    assert world.states()[CARD_SIGN] == [GOOD]


def test_a_certificate_that_was_ordered_after_the_move_outlives_its_late_event(
    world: World,
) -> None:
    follow(world)
    move(world)
    world.reissue_sign()

    follow(world)

    assert world.states()[CARD_SIGN] == [REVOKED, GOOD]
    assert status.read_certificate(world.named(CARD_SIGN)).revocation is None


def test_what_is_ordered_before_the_event_is_followed_survives_it(world: World) -> None:
    follow(world)
    move(world)
    application = world.order_sign()

    follow(world)
    world.write_card(world.sign(application))

    assert world.states()[CARD_SIGN] == [REVOKED, GOOD]


def test_a_phone_ordered_with_the_card_of_before_the_move_ends_with_it(world: World) -> None:
    follow(world)
    move(world)
    world.enrol()

    follow(world)

    assert (world.states()[CARD_SIGN], world.states()[SIGN]) == ([REVOKED], [REVOKED])


def test_the_next_move_ends_what_was_ordered_after_the_first(world: World) -> None:
    move(world)
    world.reissue_sign()
    people.move(world.ctx, person=world.person, address=kiyose("２番地"), on=ON)

    follow(world)

    assert world.states()[CARD_SIGN] == [REVOKED, REVOKED]
