"""Who a resident is: the four items and what belongs to them, and the events that change them.

A personal value never shows its content in ``repr``: it must be asked for by name.
"""

import re
import unicodedata
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Self

from attrs import field, frozen
from attrs.validators import ge, matches_re

from tegata.authority.people.problems import (
    MunicipalityCodeWrong,
    MyNumberWrong,
    PersonIdUnreadable,
    TextUnfit,
)
from tegata.kit.core.ports import Entropy

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_PERSON_ID = r"[0-9a-hjkmnp-tv-z]{26}"


@frozen(order=True)
class PersonId:
    """A person's opaque identifier, shaped like a ULID.

    It is chance throughout: a ULID's clock would tell a newborn's day of registration.
    """

    text: str = field(validator=matches_re(_PERSON_ID))

    @classmethod
    def drawn(cls, entropy: Entropy) -> Self:
        """Draw a new one: 128 bits."""
        number = int.from_bytes(entropy.draw(16), "big")
        return cls("".join(_CROCKFORD[number >> 5 * place & 31] for place in range(25, -1, -1)))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier. Raises PersonIdUnreadable."""
        if not re.fullmatch(_PERSON_ID, text):
            raise PersonIdUnreadable
        return cls(text)

    def __str__(self) -> str:
        return self.text


def my_number_check_digit(body: str) -> int:
    """Compute the twelfth digit (ordinance on My Numbers: weights 2–7 and 2–6 from the right)."""
    weights = [*range(2, 8), *range(2, 7)]
    rest = sum(int(digit) * weight for digit, weight in zip(body[::-1], weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def _has_check_digit(_instance: object, _attribute: object, digits: str) -> None:
    if my_number_check_digit(digits[:11]) != int(digits[11]):
        raise ValueError("a My Number ends in its check digit")


@frozen(repr=False)
class MyNumber:
    """An individual number. It is stored and compared; it is never shown, logged or recorded."""

    digits: str = field(validator=[matches_re(r"[0-9]{12}"), _has_check_digit])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read twelve digits, in groups or not. Raises MyNumberWrong."""
        digits = re.sub(r"[ -]", "", text)
        try:
            return cls(digits)
        except ValueError:
            raise MyNumberWrong from None

    @classmethod
    def of_body(cls, body: str) -> Self:
        """Complete eleven digits with their check digit."""
        return cls(f"{body}{my_number_check_digit(body)}")

    def __repr__(self) -> str:
        return "MyNumber(…)"


def municipality_check_digit(code: str) -> int:
    """Compute the sixth digit (weights 6–2; the last digit of eleven minus the rest)."""
    rest = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return (11 - rest % 11) % 10


@frozen(order=True)
class MunicipalityCode:
    """A local government's code: prefecture (JIS X 0401) and municipality (JIS X 0402)."""

    jis: str = field(validator=matches_re(r"(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3}"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read five digits, or six of which the last must agree. Raises MunicipalityCodeWrong."""
        try:
            code = cls(text[:5])
        except ValueError:
            raise MunicipalityCodeWrong from None
        if text not in (code.jis, str(code)):
            raise MunicipalityCodeWrong
        return code

    def __str__(self) -> str:
        return f"{self.jis}{municipality_check_digit(self.jis)}"


@frozen
class Municipality:
    """A city, ward, town or village, in kanji, kana and the romanisation of certificates."""

    code: MunicipalityCode
    prefecture: str
    prefecture_kana: str
    prefecture_romaji: str
    name: str
    name_kana: str
    name_romaji: str


class Sex(Enum):
    """Sex as the resident record and the signature certificate hold it (their digit)."""

    MALE = 1
    FEMALE = 2
    UNKNOWN = 3


_LONGEST_NAME = 100
_LONGEST_ADDRESS = 200
_FULL_WIDTH_SPACE = "\u3000"
_KANA = re.compile(r"[ァ-ヴー・]+(\u3000[ァ-ヴー・]+)*")


def _fits(text: str, longest: int) -> bool:
    """Letters, marks, numbers and signs, and single full-width spaces between them."""
    return (
        0 < len(text) <= longest
        and all(part.strip() and part.isprintable() for part in text.split(_FULL_WIDTH_SPACE))
        and not any(unicodedata.category(character).startswith("C") for character in text)
    )


@frozen(repr=False)
class Name:
    """A name as the resident record writes it, with every variant and selector kept.

    It is never normalised: that would turn one legal character into another.
    """

    text: str = field()

    @text.validator
    def _is_a_name(self, _attribute: object, text: str) -> None:
        if not _fits(text, _LONGEST_NAME):
            raise TextUnfit(item="name")

    def __repr__(self) -> str:
        return "Name(…)"


@frozen(repr=False)
class Kana:
    """How a name is read: full-width katakana (furigana, in the record since May 2025)."""

    text: str = field()

    @text.validator
    def _is_kana(self, _attribute: object, text: str) -> None:
        if not _KANA.fullmatch(text) or len(text) > _LONGEST_NAME:
            raise TextUnfit(item="furigana")

    def __repr__(self) -> str:
        return "Kana(…)"


@frozen(repr=False)
class Address:
    """An address from the prefecture on, in full width, under the municipality that keeps it."""

    municipality: MunicipalityCode
    text: str = field()

    @text.validator
    def _is_an_address(self, _attribute: object, text: str) -> None:
        if not _fits(text, _LONGEST_ADDRESS) or not all(ord(letter) > 127 for letter in text):  # noqa: PLR2004 - the last character of ASCII
            raise TextUnfit(item="address")

    def __repr__(self) -> str:
        return "Address(…)"


class Item(StrEnum):
    """One of the four basic items. A change of any of them ends a signature certificate."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    ADDRESS = "address"


@frozen(repr=False)
class Record:
    """What a municipality holds about one resident."""

    my_number: MyNumber
    name: Name
    kana: Kana
    birth: date
    sex: Sex
    address: Address
    former_name: Name | None = None
    """A former family name that stands beside the name at the person's wish."""
    stays_until: date | None = None
    """The end of a foreign resident's period of stay."""
    is_ward: bool = False
    """An adult ward, who holds no signature certificate as a rule."""
    is_protected: bool = False
    """Under a protection measure: the address is not told to anybody."""

    def item(self, item: Item) -> object:
        """Give one of the four items."""
        return getattr(self, item.value)

    def __repr__(self) -> str:
        return "Record(…)"


class Standing(StrEnum):
    """Whether the record is alive."""

    RESIDENT = "resident"
    ABROAD = "abroad"
    DECEASED = "deceased"


@frozen
class Resident:
    """A person's record with the standing it has."""

    person: PersonId
    record: Record
    standing: Standing = Standing.RESIDENT
    since: date = field(kw_only=True, repr=False)
    """The day from which this standing holds."""
    version: int = field(default=0, kw_only=True)
    """The event of the feed that told of the record as it stands."""


class EventKind(StrEnum):
    """What happened to a resident record."""

    REGISTERED = "registered"
    MOVED = "moved"
    RENAMED = "renamed"
    CORRECTED = "corrected"
    DIED = "died"
    EMIGRATED = "emigrated"


@frozen
class ResidentEvent:
    """One entry of the feed. It names the person and the items, never their content."""

    version: int = field(validator=ge(1))
    person: PersonId
    kind: EventKind
    changed: frozenset[Item]
    occurred_on: date
    notified_at: datetime

    @property
    def changes_four_items(self) -> bool:
        """Whether one of the four items is no longer what a certificate says."""
        return bool(self.changed)


@frozen
class Consumer:
    """How far one reader of the feed has come, and where it stands still."""

    name: str = field(validator=matches_re(r"[a-z][a-z0-9._-]{0,63}"))
    confirmed: int = field(default=0, validator=ge(0))
    """The version of the last event that it has dealt with."""
    missing: int | None = None
    """The version that was not there; nothing from it on is delivered until it is resumed."""
    stopped: datetime | None = None
