"""The personal data of a signature certificate: six other names of its subjectAltName."""

import unicodedata
from enum import StrEnum
from typing import Final, Self

from attrs import field, frozen

from tegata.pki import der
from tegata.pki.x509.birth_date import BirthDate
from tegata.pki.x509.general_names import other_name
from tegata.pki.x509.problems import PersonalDataRefused
from tegata.pki.x509.read import read_names

PERSONAL_DATA: Final = "1.2.392.200149.8.5.5"
_NAME, _NAME_SUBSTITUTES, _SEX, _BIRTH_DATE, _ADDRESS, _ADDRESS_SUBSTITUTES = (
    f"{PERSONAL_DATA}.{n}" for n in range(1, 7)
)
_LONGEST_ADDRESS = 200
_OTHER_READINGS = "－～∥￠￡￢"
"""Characters of JIS X 0208 that Unicode has twice: the codec knows the other one."""
_HALF_WIDTH_KANA = 0x8E
"""The shift before JIS X 0201, whose kana are outside."""


class Sex(StrEnum):
    """What the record says. Sources differ about the third value: both readings are accepted."""

    MALE = "1"
    FEMALE = "2"
    UNKNOWN = "3"
    NOT_APPLICABLE = "9"


def needs_substitute(character: str) -> bool:
    """Tell whether a character lies outside JIS X 0208 and 0212, so that another must stand for it."""
    if unicodedata.category(character).startswith("C"):
        return True
    try:
        encoded = character.encode("euc_jp")
    except UnicodeEncodeError:
        return character not in _OTHER_READINGS
    return encoded[0] == _HALF_WIDTH_KANA


@frozen
class Spelling:
    """Text as the certificate can spell it, and which of its characters are substitutes."""

    text: str = field(repr=False)
    substitutes: str
    """One digit for each character: 0 as in the register, 1 a substitute."""

    @classmethod
    def exact(cls, text: str) -> Self:
        """Take text none of whose characters is a substitute."""
        return cls(text, "0" * len(text))

    def is_sound(self) -> bool:
        """Tell whether there is text, and one digit for each character."""
        return (
            bool(self.text)
            and len(self.text) == len(self.substitutes)
            and set(self.substitutes) <= {"0", "1"}
        )


def _sound(_data: object, attribute: "object", spelling: Spelling) -> None:
    item = str(getattr(attribute, "name", ""))
    if not spelling.is_sound():
        raise PersonalDataRefused(item=item, why="each character needs one digit, 0 or 1")
    if len(spelling.text) > _LONGEST_ADDRESS:
        raise PersonalDataRefused(item=item, why=f"it is longer than {_LONGEST_ADDRESS} characters")


@frozen
class PersonalData:
    """The four items, as certified. They never show in a log: the representation hides them."""

    name: Spelling = field(validator=_sound, repr=False)
    """Family and given name, with U+3000 between them."""
    birth_date: BirthDate = field(repr=False)
    sex: Sex = field(repr=False)
    address: Spelling = field(validator=_sound, repr=False)

    @property
    def encoding(self) -> bytes:
        """The SubjectAltName, its six names in the order in which cards carry them."""
        return der.sequence(
            other_name(_NAME, self.name.text),
            other_name(_BIRTH_DATE, str(self.birth_date)),
            other_name(_SEX, self.sex.value),
            other_name(_ADDRESS, self.address.text),
            other_name(_NAME_SUBSTITUTES, self.name.substitutes),
            other_name(_ADDRESS_SUBSTITUTES, self.address.substitutes),
        )

    @classmethod
    def parse(cls, subject_alt_name: bytes) -> Self:
        """Read a SubjectAltName that holds all six. Raises MalformedDer or PersonalDataRefused."""
        others = read_names(subject_alt_name).others
        found = dict(others)
        if len(found) != len(others):
            raise PersonalDataRefused(item="personal data", why="an item stands twice")
        try:
            return cls(
                Spelling(found[_NAME], found[_NAME_SUBSTITUTES]),
                BirthDate.parse(found[_BIRTH_DATE]),
                _sex(found[_SEX]),
                Spelling(found[_ADDRESS], found[_ADDRESS_SUBSTITUTES]),
            )
        except KeyError:
            raise PersonalDataRefused(item="personal data", why="an item is missing") from None


def _sex(digit: str) -> Sex:
    try:
        return Sex(digit)
    except ValueError:
        raise PersonalDataRefused(item="sex", why="it is none of 1, 2, 3 and 9") from None
