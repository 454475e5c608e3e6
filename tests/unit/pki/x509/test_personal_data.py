"""The four items are certified in the form that cards carry, and are hidden everywhere else."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from makers.certificates import PERSON, issue
from tegata.pki import der
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import JPKI, sandbox
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509.birth_date import BirthDate, Era
from tegata.pki.x509.general_names import other_name
from tegata.pki.x509.personal_data import PersonalData, Sex, Spelling, needs_substitute
from tegata.pki.x509.problems import PersonalDataRefused
from tegata.pki.x509.read import read_names

ARC = "1.2.392.200149.8.5.5"


def test_the_items_stand_in_the_order_of_cards() -> None:
    others = read_names(PERSON.encoding).others

    assert others == (
        (f"{ARC}.1", "手形　渚"),
        (f"{ARC}.4", "419900512"),
        (f"{ARC}.3", "2"),
        (f"{ARC}.5", "神奈川県横浜市中区模擬町一丁目２番３号"),
        (f"{ARC}.2", "0001"),
        (f"{ARC}.6", "0" * 19),
    )


def test_an_item_is_encoded_as_an_other_name_in_utf_8() -> None:
    assert other_name(f"{ARC}.3", "2").hex() == "a011060a2a83088c9b5508050503a0030c0132"


@pytest.mark.parametrize("rulebook", [JPKI, sandbox()], ids=lambda book: book.name)
def test_a_certificate_gives_its_items_back(rulebook) -> None:  # noqa: ANN001
    value = issue(rulebook, CertificateKind.CARD_SIGN).value_of(ext.SUBJECT_ALT_NAME)
    assert value is not None

    assert PersonalData.parse(value) == PERSON


def test_nothing_personal_is_shown() -> None:
    shown = repr(PERSON) + repr(issue(JPKI, CertificateKind.CARD_SIGN).name)

    assert "渚" not in shown
    assert "1990" not in shown
    assert "神奈川" not in repr(PERSON.address)


@pytest.mark.parametrize(
    "spelling",
    [Spelling("手形", "0"), Spelling("", ""), Spelling("手形", "02"), Spelling.exact("あ" * 201)],
)
def test_a_spelling_without_a_digit_for_each_character_is_refused(spelling: Spelling) -> None:
    with pytest.raises(PersonalDataRefused):
        evolve(PERSON, address=spelling)


def items(*left_out: int) -> list[bytes]:
    found = dict(read_names(PERSON.encoding).others)
    return [
        other_name(oid, text)
        for oid, text in found.items()
        if int(oid.rpartition(".")[2]) not in left_out
    ]


@pytest.mark.parametrize("number", range(1, 7))
def test_a_missing_item_is_refused(number: int) -> None:
    with pytest.raises(PersonalDataRefused, match="missing"):
        PersonalData.parse(der.sequence(*items(number)))


def test_an_item_that_stands_twice_is_refused() -> None:
    with pytest.raises(PersonalDataRefused, match="twice"):
        PersonalData.parse(der.sequence(*items(), other_name(f"{ARC}.3", "1")))


@pytest.mark.parametrize("digit", ["0", "4", "", "２"])
def test_an_unknown_sex_is_refused(digit: str) -> None:
    with pytest.raises(PersonalDataRefused, match="sex"):
        PersonalData.parse(der.sequence(*items(3), other_name(f"{ARC}.3", digit)))


@pytest.mark.parametrize("digit", ["1", "2", "3", "9"])
def test_both_readings_of_the_third_sex_are_accepted(digit: str) -> None:
    data = PersonalData.parse(der.sequence(*items(3), other_name(f"{ARC}.3", digit)))

    assert data.sex is Sex(digit)


@pytest.mark.parametrize(
    ("character", "outside"),
    [
        ("渚", False),
        ("鄧", False),
        ("　", False),
        ("－", False),
        ("𠮷", True),
        ("髙", True),
        ("ｱ", True),
        ("\n", True),
    ],
)
def test_characters_outside_the_repertoire_need_a_substitute(character: str, outside: bool) -> None:
    assert needs_substitute(character) is outside


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(1980, 2, 17), "319800217"),
        (date(1990, 1, 2), "419900102"),
        (date(2020, 1, 2), "520200102"),
        (date(1989, 1, 7), "319890107"),
        (date(1989, 1, 8), "419890108"),
        (date(2019, 4, 30), "420190430"),
        (date(2019, 5, 1), "520190501"),
        (date(1926, 12, 24), "219261224"),
        (date(1912, 7, 29), "119120729"),
    ],
)
def test_the_era_stands_before_the_common_year(day: date, written: str) -> None:
    assert str(BirthDate.of(day)) == written
    assert BirthDate.parse(written).day_known == day


@given(st.dates(date(1868, 1, 25), date(2100, 12, 31)))
def test_a_day_survives_the_round_trip(day: date) -> None:
    assert BirthDate.parse(str(BirthDate.of(day))).day_known == day


@pytest.mark.parametrize("text", ["000000000", "319800000", "319800200", "019800217", "319890000"])
def test_an_unknown_part_never_becomes_a_day(text: str) -> None:
    birth = BirthDate.parse(text)

    assert birth.day_known is None
    assert str(birth) == text


@pytest.mark.parametrize(
    "text",
    ["", "31980021", "3198002170", "619800217", "419800217", "319800230", "319801301", "３19800217",
     "319800017x", "520190430", "319000000"],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(PersonalDataRefused):
        BirthDate.parse(text)


def test_eras_are_the_digits_of_the_certificate() -> None:
    assert [era.value for era in Era] == ["0", "1", "2", "3", "4", "5"]
