"""What each event does to a record, and which of the four items it changes."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from fakes.residents import PERSON, YOKOHAMA_NAKA, kiyose, record, resident, yokohama
from tegata.authority.people.problems import (
    AddressElsewhere,
    DayBeforeBirth,
    DayInFuture,
    NothingChanged,
    PersonAbroad,
    PersonDeceased,
)
from tegata.authority.people.rules import records
from tegata.authority.people.rules.records import Correction
from tegata.authority.people.store import read_municipality
from tegata.authority.people.values import (
    Address,
    EventKind,
    Item,
    Kana,
    MunicipalityCode,
    Name,
    Resident,
    Sex,
    Standing,
)

NOW = datetime(2023, 5, 10, 15, tzinfo=UTC)
TODAY = date(2023, 5, 11)


def _dead() -> Resident:
    return records.die(resident(), on=TODAY, now=NOW).resident


def _abroad() -> Resident:
    return records.emigrate(resident(), on=TODAY, now=NOW).resident


def test_a_registration_changes_none_of_the_four_items() -> None:
    done = records.register(PERSON, record(), on=TODAY, now=NOW)

    assert done.kind is EventKind.REGISTERED
    assert done.changed == frozenset()
    assert done.resident.standing is Standing.RESIDENT


def test_a_move_changes_the_address_and_nothing_else() -> None:
    done = records.move(resident(), yokohama("９０２番地"), on=TODAY, now=NOW)

    assert done.changed == {Item.ADDRESS}
    assert done.resident.record == evolve(record(), address=yokohama("９０２番地"))


def test_a_move_to_the_same_address_is_refused() -> None:
    with pytest.raises(NothingChanged):
        records.move(resident(), record().address, on=TODAY, now=NOW)


def test_a_move_brings_somebody_back_from_abroad_even_to_the_old_address() -> None:
    done = records.move(_abroad(), record().address, on=TODAY, now=NOW)

    assert done.resident.standing is Standing.RESIDENT
    assert done.changed == {Item.ADDRESS}


def test_a_change_of_name_changes_the_name() -> None:
    done = records.rename(
        resident(), name=Name("例示　花子"), kana=Kana("レイジ　ハナコ"), former_name=Name("見本"),
        on=TODAY, now=NOW,
    )  # fmt: skip

    assert done.changed == {Item.NAME}
    assert done.resident.record.former_name == Name("見本")


def test_a_new_reading_of_the_same_name_changes_none_of_the_four_items() -> None:
    done = records.rename(
        resident(), name=record().name, kana=Kana("ミホン　カコ"), former_name=None,
        on=TODAY, now=NOW,
    )  # fmt: skip

    assert done.kind is EventKind.RENAMED
    assert done.changed == frozenset()


@pytest.mark.parametrize(
    ("correction", "changed"),
    [
        (Correction(birth=date(1990, 5, 21)), {Item.BIRTH}),
        (Correction(sex=Sex.MALE), {Item.SEX}),
        (Correction(name=Name("見本　華子")), {Item.NAME}),
        (Correction(address=kiyose("９０９番地")), {Item.ADDRESS}),
        (Correction(kana=Kana("ミモト　ハナコ")), set()),
        (Correction(birth=date(1990, 5, 21), sex=Sex.MALE), {Item.BIRTH, Item.SEX}),
    ],
)
def test_a_correction_changes_the_items_it_names(
    correction: Correction, changed: set[Item]
) -> None:
    assert records.correct(resident(), correction, on=TODAY, now=NOW).changed == changed


def test_a_correction_that_finds_nothing_wrong_is_refused() -> None:
    with pytest.raises(NothingChanged):
        records.correct(resident(), Correction(sex=Sex.FEMALE), on=TODAY, now=NOW)


def test_a_birth_is_not_corrected_to_after_the_day_of_the_correction() -> None:
    with pytest.raises(DayBeforeBirth):
        records.correct(resident(), Correction(birth=date(2023, 5, 12)), on=TODAY, now=NOW)


def test_a_death_leaves_the_four_items_and_ends_the_standing() -> None:
    done = records.die(resident(), on=date(2023, 5, 9), now=NOW)

    assert done.changed == frozenset()
    assert (done.resident.standing, done.resident.since) == (Standing.DECEASED, date(2023, 5, 9))
    assert done.resident.record == record()


def test_the_dead_neither_move_nor_leave_nor_die_nor_change_their_name() -> None:
    for act in (
        lambda: records.move(_dead(), yokohama("９０２番地"), on=TODAY, now=NOW),
        lambda: records.emigrate(_dead(), on=TODAY, now=NOW),
        lambda: records.die(_dead(), on=TODAY, now=NOW),
        lambda: records.rename(
            _dead(), name=Name("例示"), kana=Kana("レイジ"), former_name=None, on=TODAY, now=NOW
        ),
    ):
        with pytest.raises(PersonDeceased):
            act()


def test_the_record_of_the_dead_can_be_corrected() -> None:
    done = records.correct(_dead(), Correction(birth=date(1990, 5, 21)), on=TODAY, now=NOW)

    assert done.resident.standing is Standing.DECEASED


def test_leaving_the_country_gives_up_the_address() -> None:
    done = records.emigrate(resident(), on=TODAY, now=NOW)

    assert done.changed == {Item.ADDRESS}
    assert done.resident.standing is Standing.ABROAD


def test_nobody_leaves_the_country_twice() -> None:
    with pytest.raises(PersonAbroad):
        records.emigrate(_abroad(), on=TODAY, now=NOW)


def test_today_begins_at_midnight_in_japan() -> None:
    records.die(resident(), on=TODAY, now=NOW)

    with pytest.raises(DayInFuture):
        records.die(resident(), on=date(2023, 5, 12), now=NOW)


def test_nothing_happens_to_anybody_before_birth() -> None:
    with pytest.raises(DayBeforeBirth):
        records.register(PERSON, record(), on=date(1990, 5, 11), now=NOW)


def test_an_address_lies_in_its_municipality() -> None:
    naka = read_municipality(YOKOHAMA_NAKA)

    records.require_within(yokohama("９０２番地"), naka)
    for text in (
        "東京都清瀬市中里９０１番地",
        "神奈川県横浜市西区山手町９０１番地",
        "横浜市中区山手町９０１番地",
        "神奈川県川崎市横浜市中区９０１番地",
    ):
        with pytest.raises(AddressElsewhere):
            records.require_within(Address(YOKOHAMA_NAKA, text), naka)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("10344", "群馬県北群馬郡榛東村新井９０１番地"),
        ("13381", "東京都三宅島三宅村伊豆９０１番地"),
    ],
)
def test_a_county_or_an_island_stands_before_a_village(code: str, text: str) -> None:
    village = MunicipalityCode(code)

    records.require_within(Address(village, text), read_municipality(village))
