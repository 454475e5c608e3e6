"""What doors read about residents: one JSON object of texts, field by field, into values."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Self, TypeVar

from attrs import frozen

from tegata.authority.people.problems import FieldUnreadable
from tegata.authority.people.rules.records import Correction
from tegata.authority.people.values import (
    Address,
    Kana,
    MunicipalityCode,
    MyNumber,
    Name,
    Record,
    Sex,
)
from tegata.kit.core.eras import parse_era_date

Value = TypeVar("Value")


@frozen(repr=False)
class Document:
    """A JSON object whose values are texts. Its content is never repeated in a refusal."""

    fields: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a document. Raises FieldUnreadable."""
        try:
            found: object = json.loads(text)
        except (ValueError, RecursionError):
            raise FieldUnreadable(field="(document)") from None
        if not isinstance(found, dict) or not all(name.isascii() for name in found):
            raise FieldUnreadable(field="(document)")
        for name, value in found.items():
            if not isinstance(value, str):
                raise FieldUnreadable(field=name)
        return cls(found)

    def read(self, name: str, parse: Callable[[str], Value]) -> Value:
        """Read a field that must be there. Raises FieldUnreadable, and what ``parse`` raises."""
        if name not in self.fields:
            raise FieldUnreadable(field=name)
        return parse(self.fields[name])

    def read_if_there(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """Read a field that may be absent."""
        return self.read(name, parse) if name in self.fields else None


def read_record(document: Document) -> Record:
    """Read a whole record."""
    return Record(
        my_number=document.read("my_number", MyNumber.parse),
        name=document.read("name", Name),
        kana=document.read("kana", Kana),
        birth=document.read("birth", read_day),
        sex=document.read("sex", read_sex),
        address=read_address(document),
        former_name=document.read_if_there("former_name", Name),
        stays_until=document.read_if_there("stays_until", read_day),
        is_ward=document.fields.get("is_ward") == "yes",
        is_protected=document.fields.get("is_protected") == "yes",
    )


def read_address(document: Document) -> Address:
    """Read an address with its municipality."""
    return Address(
        document.read("municipality", MunicipalityCode.parse),
        document.fields.get("address", ""),
    )


def read_correction(document: Document) -> Correction:
    """Read what is to be corrected: any of name, kana, birth, sex, address."""
    return Correction(
        name=document.read_if_there("name", Name),
        kana=document.read_if_there("kana", Kana),
        birth=document.read_if_there("birth", read_day),
        sex=document.read_if_there("sex", read_sex),
        address=read_address(document) if "address" in document.fields else None,
    )


def read_day(text: str) -> date:
    """Read 1990-05-12 or 平成2年5月12日. Raises as ``parse_era_date``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return parse_era_date(text)


def read_sex(text: str) -> Sex:
    """Read male, female or unknown. Raises FieldUnreadable."""
    try:
        return Sex[text.upper()]
    except KeyError:
        raise FieldUnreadable(field="sex") from None
