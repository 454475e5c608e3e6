"""The list of municipalities: looked up by code, and made from postal data by its maker."""

import csv

import pytest

from makers import municipalities as maker
from tegata.authority.people.problems import MunicipalityUnknown
from tegata.authority.people.store import municipalities, read_municipality
from tegata.authority.people.values import MunicipalityCode


@pytest.mark.parametrize(
    ("code", "prefecture", "name"),
    [
        ("132217", "Tokyo-to", "Kiyose-shi"),
        ("131130", "Tokyo-to", "Shibuya-ku"),
        ("141046", "Kanagawa-ken", "Yokohama-shi-Naka-ku"),
        ("141003", "Kanagawa-ken", "Yokohama-shi"),
        ("011011", "Hokkai-do", "Sapporo-shi-Chuo-ku"),
        ("261009", "Kyoto-fu", "Kyoto-shi"),
        ("122181", "Chiba-ken", "Katsuura-shi"),
        ("103446", "Gunma-ken", "Shinto-mura"),
        ("133817", "Tokyo-to", "Miyake-mura"),
    ],
)
def test_a_municipality_is_romanised_as_in_certificates(
    code: str, prefecture: str, name: str
) -> None:
    found = read_municipality(MunicipalityCode.parse(code))

    assert (found.prefecture_romaji, found.name_romaji) == (prefecture, name)


def test_a_code_that_nobody_has_is_refused() -> None:
    with pytest.raises(MunicipalityUnknown):
        read_municipality(MunicipalityCode("13999"))


def test_the_list_holds_every_municipality_and_ward_of_the_country() -> None:
    listed = municipalities().values()
    wards = [place for place in listed if "市" in place.name and place.name.endswith("区")]

    assert len({place.prefecture for place in listed}) == 47
    assert len(wards) == 171
    assert len(listed) - len(wards) == 1741


def test_every_romanised_name_is_ascii_without_long_marks() -> None:
    odd = [
        place.name_romaji
        for place in municipalities().values()
        if not place.name_romaji.isascii() or "ou-" in place.name_romaji
    ]

    assert odd == []


def test_the_list_is_what_its_maker_makes() -> None:
    committed = list(csv.reader(maker.CSV.read_text("utf-8").splitlines()))

    assert committed == list(maker.rows())
