"""Residents, their events and the ledger, written together on real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from attrs import evolve
from django.db import connection

from fakes.chance import CountingEntropy
from fakes.residents import KIYOSE, kiyose, record, yokohama
from tegata.authority.people import service, store
from tegata.authority.people.problems import (
    AddressElsewhere,
    MunicipalityUnknown,
    MyNumberTaken,
    NothingChanged,
    PersonDeceased,
    PersonUnknown,
)
from tegata.authority.people.rules.records import Correction
from tegata.authority.people.values import (
    Address,
    EventKind,
    Item,
    Kana,
    MunicipalityCode,
    Name,
    PersonId,
    Resident,
    ResidentEvent,
    Sex,
    Standing,
)
from tegata.kit.core.context import Context
from tegata.ledger.public import acts_about

pytestmark = pytest.mark.django_db

TODAY = date(2023, 9, 1)


def _registered(ctx: Context, number: int = 1) -> Resident:
    return service.register(ctx, record=record(number=number), on=TODAY)


def _feed() -> list[ResidentEvent]:
    return store.read_events(0, 1000)


def test_a_resident_survives_the_round_trip(ctx: Context) -> None:
    done = _registered(ctx)

    assert store.read_resident(done.person) == done
    assert store.find_resident(record().my_number) == done


def test_every_act_writes_record_event_and_ledger_entry(ctx: Context) -> None:
    person = _registered(ctx).person
    service.move(ctx, person=person, address=yokohama("９０２番地"), on=TODAY)
    service.change_name(
        ctx, person=person, name=Name("例示　花子"), kana=Kana("レイジ　ハナコ"), on=TODAY
    )
    service.correct(ctx, person=person, correction=Correction(sex=Sex.UNKNOWN), on=TODAY)
    service.emigrate(ctx, person=person, on=TODAY)
    service.record_death(ctx, person=person, on=TODAY)

    kinds = list(EventKind)
    in_order = [kinds[0], kinds[1], kinds[2], kinds[3], kinds[5], kinds[4]]
    assert [event.kind for event in _feed()] == in_order
    assert [event.version for event in _feed()] == [1, 2, 3, 4, 5, 6]
    assert acts_about(f"person:{person}") == [f"people.{kind}" for kind in in_order]
    assert store.read_resident(person).standing is Standing.DECEASED


def test_an_event_names_the_items_that_changed(ctx: Context) -> None:
    person = _registered(ctx).person
    service.correct(
        ctx,
        person=person,
        correction=Correction(birth=date(1990, 5, 21), name=Name("見本　華子")),
        on=date(2023, 8, 31),
    )

    event = _feed()[-1]

    assert event.changed == {Item.BIRTH, Item.NAME}
    assert event.changes_four_items
    assert (event.occurred_on, event.notified_at) == (date(2023, 8, 31), ctx.now)


def test_a_refused_act_leaves_no_trace(ctx: Context) -> None:
    person = _registered(ctx).person

    with pytest.raises(NothingChanged):
        service.move(ctx, person=person, address=record().address, on=TODAY)

    assert len(_feed()) == store.read_head() == 1
    assert acts_about(f"person:{person}") == ["people.registered"]


def test_the_dead_do_not_move(ctx: Context) -> None:
    person = _registered(ctx).person
    service.record_death(ctx, person=person, on=TODAY)

    with pytest.raises(PersonDeceased):
        service.move(ctx, person=person, address=yokohama("９０２番地"), on=TODAY)


def test_one_my_number_belongs_to_one_person(ctx: Context) -> None:
    _registered(ctx)

    with pytest.raises(MyNumberTaken):
        service.register(ctx, record=record(name="例示　太郎"), on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_registrations_at_once_under_one_number_one_is_refused(ctx: Context) -> None:
    def register(writer: int) -> str:
        try:
            mine = evolve(ctx, entropy=CountingEntropy(drawn=writer))
            service.register(mine, record=record(), on=TODAY)
        except MyNumberTaken:
            return "refused"
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(3) as writers:
        outcomes = sorted(writers.map(register, range(3)))

    assert outcomes == ["refused", "refused", "registered"]
    assert store.read_head() == 1


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        (Address(KIYOSE, "神奈川県横浜市中区山手町９０２番地"), AddressElsewhere),
        (Address(MunicipalityCode("13999"), "東京都清瀬市中里９０１番地"), MunicipalityUnknown),
    ],
)
def test_an_address_lies_in_a_municipality_that_exists(
    ctx: Context, address: Address, refusal: type[Exception]
) -> None:
    person = _registered(ctx).person

    for act in (
        lambda: service.register(ctx, record=record(number=2, address=address), on=TODAY),
        lambda: service.move(ctx, person=person, address=address, on=TODAY),
        lambda: service.correct(
            ctx, person=person, correction=Correction(address=address), on=TODAY
        ),
    ):
        with pytest.raises(refusal):
            act()


def test_nobody_is_made_up(ctx: Context) -> None:
    with pytest.raises(PersonUnknown):
        service.look_up(ctx, person=PersonId("0" * 26))


def test_a_name_with_a_selector_is_kept_octet_by_octet(ctx: Context) -> None:
    person = _registered(ctx).person
    name = Name("葛\U000e0100城　\ufa19𠮷子")

    service.change_name(ctx, person=person, name=name, kana=Kana("カツラギ　カミヨシコ"), on=TODAY)

    assert store.read_resident(person).record.name == name


def test_a_move_within_the_municipality_is_a_move(ctx: Context) -> None:
    person = _registered(ctx).person
    service.move(ctx, person=person, address=kiyose("９０３番地"), on=TODAY)

    assert _feed()[-1].changed == {Item.ADDRESS}
