"""What a change in the resident record does to certificates."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from fakes.residents import PERSON, resident
from makers.states import EXPIRES, named
from tegata.authority.enrolment.rules.residents import decide_stops, ends_card, living
from tegata.authority.people.public import EventKind, Item, PersonAbroad, ResidentEvent, Standing
from tegata.authority.status.public import Cause, Certificate, State
from tegata.pki.profiles.kinds import CertificateKind

KINDS = [
    CertificateKind.CARD_SIGN,
    CertificateKind.CARD_AUTH,
    CertificateKind.PHONE_SIGN,
    CertificateKind.PHONE_AUTH,
]
NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
CERTIFICATES = [
    Certificate(named(number), kind, str(PERSON), "13221", EXPIRES, State.GOOD)
    for number, kind in enumerate(KINDS, start=1)
]


def event(kind: EventKind, *changed: Item, on: date = date(2023, 9, 1)) -> ResidentEvent:
    return ResidentEvent(1, PERSON, kind, frozenset(changed), on, datetime(2023, 9, 1, tzinfo=UTC))


def stopped(happened: ResidentEvent) -> dict[CertificateKind, Cause]:
    return {each.kind: cause for each, cause in decide_stops(happened, CERTIFICATES, {}, NOW)}


@pytest.mark.parametrize("item", Item)
def test_a_change_of_any_item_ends_both_signature_certificates(item: Item) -> None:
    assert stopped(event(EventKind.CORRECTED, item)) == {
        CertificateKind.CARD_SIGN: Cause.RESIDENT_CHANGE,
        CertificateKind.PHONE_SIGN: Cause.RESIDENT_CHANGE,
    }


def test_death_ends_all_of_them() -> None:
    assert stopped(event(EventKind.DIED)) == dict.fromkeys(KINDS, Cause.DEATH)


def test_a_clerical_correction_ends_none() -> None:
    assert stopped(event(EventKind.CORRECTED)) == {}


@pytest.mark.parametrize(("on", "ended"), [(date(2024, 5, 26), 4), (date(2024, 5, 27), 2)])
def test_whoever_moves_abroad_keeps_the_card_from_a_certain_day_on(on: date, ended: int) -> None:
    left = event(EventKind.EMIGRATED, Item.ADDRESS, on=on)
    abroad = evolve(resident(), standing=Standing.ABROAD, since=on)

    assert len(stopped(left)) == ended
    assert ends_card(left) == (ended == 4)
    if ends_card(left):
        with pytest.raises(PersonAbroad):
            living(abroad)
    else:
        assert living(abroad) is abroad


def test_a_card_ends_with_its_holder_and_not_with_a_move() -> None:
    assert ends_card(event(EventKind.DIED))
    assert not ends_card(event(EventKind.MOVED, Item.ADDRESS))


def test_a_change_that_is_followed_late_leaves_what_was_ordered_after_it() -> None:
    moved = event(EventKind.MOVED, Item.ADDRESS)  # version 1
    versions = {CERTIFICATES[0].name: 1, CERTIFICATES[2].name: 0}

    ended = decide_stops(moved, CERTIFICATES, versions, NOW)

    assert [each.kind for each, _cause in ended] == [CertificateKind.PHONE_SIGN]
