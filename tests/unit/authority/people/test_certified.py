"""What certificates say of residents and municipalities, held to the certificates' own reader."""

from datetime import date

from fakes.chance import CountingEntropy
from fakes.residents import record
from tegata.authority.people.rules.certified import certified_municipality, personal_data
from tegata.authority.people.store import municipalities
from tegata.authority.people.values import Sex
from tegata.pki.x509.personal_data import PersonalData
from tegata.sandbox.population.public import people


def test_the_four_items_are_spelt_for_a_certificate() -> None:
    data = personal_data(record(name="髙橋　葛\U000e0100子", sex=Sex.UNKNOWN))

    assert (data.name.text, data.name.substitutes) == ("高橋　葛子", "10010")
    assert str(data.birth_date) == "419900512"
    assert data.sex == "3"
    assert data.address.text == "東京都清瀬市中里９０１番地１"
    assert set(data.address.substitutes) == {"0"}


def test_everybody_in_a_crowd_can_stand_in_a_certificate() -> None:
    for somebody in people(CountingEntropy(), 500, today=date(2023, 9, 1)):
        data = personal_data(somebody)

        assert PersonalData.parse(data.encoding) == data


def test_every_municipality_can_stand_in_a_certificate() -> None:
    named = {certified_municipality(place) for place in municipalities().values()}

    assert len({place.code for place in named}) == len(municipalities())
