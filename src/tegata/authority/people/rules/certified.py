"""What a certificate says of a resident and of a municipality."""

from tegata.authority.people.rules.repertoire import substitute
from tegata.authority.people.values import Municipality, Record, Sex
from tegata.pki.profiles import municipality as certified
from tegata.pki.x509 import personal_data as pki
from tegata.pki.x509.birth_date import BirthDate

_SEX = {Sex.MALE: pki.Sex.MALE, Sex.FEMALE: pki.Sex.FEMALE, Sex.UNKNOWN: pki.Sex.UNKNOWN}


def personal_data(record: Record) -> pki.PersonalData:
    """Give the four items as a signature certificate spells them."""
    return pki.PersonalData(
        name=substitute(record.name.text),
        birth_date=BirthDate.of(record.birth),
        sex=_SEX[record.sex],
        address=substitute(record.address.text),
    )


def certified_municipality(municipality: Municipality) -> certified.Municipality:
    """Name a municipality as certificates do."""
    return certified.Municipality(
        municipality.code.jis, municipality.prefecture_romaji, municipality.name_romaji
    )
