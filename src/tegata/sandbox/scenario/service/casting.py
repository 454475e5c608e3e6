"""Find a person for one story, and the callers' tokens."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from tegata.authority.people import public as people
from tegata.card.applets.face import Face
from tegata.card.values import Pin, PinRule
from tegata.kit.core.calendar import day_in_japan
from tegata.kit.core.context import Context
from tegata.kit.core.eras import era_of
from tegata.sandbox.population.public import people as invent

_ENTROPY = 8


def an_adult(ctx: Context) -> people.Record:
    """Invent an adult resident whom nothing keeps from applying."""
    today = day_in_japan(ctx.now)
    first = int.from_bytes(ctx.entropy.draw(_ENTROPY)) % 10**7
    crowd = invent(ctx.entropy, 200, today=today, first=first)
    return next(each for each in crowd if _may_apply(each, today))


def another_address(record: people.Record, ctx: Context) -> people.Address:
    """Find an address in the same municipality, or elsewhere, that is not the person's."""
    crowd = invent(ctx.entropy, 50, today=day_in_japan(ctx.now))
    return next(each.address for each in crowd if each.address != record.address)


def _may_apply(record: people.Record, today: date) -> bool:
    plain = not record.is_ward and not record.is_protected and record.stays_until is None
    return plain and not people.is_minor(record.birth, today)


def face_of(record: people.Record, today: date) -> Face:
    """Print a person's card."""
    era = era_of(record.birth)
    return Face(
        name=record.name.text,
        address=record.address.text,
        birth_date=record.birth,
        sex=str(record.sex.value),
        number=record.my_number.digits,
        expires=today + timedelta(days=3650),
        security_code="4711",
        municipality=record.address.municipality.jis,
        serial="4" + record.my_number.digits.rjust(14, "0"),
        pin=Pin(PinRule.FOUR_DIGITS, "5678"),
        era_year=record.birth.year - era.first_year + 1,
    )


Tokens = Mapping[str, str]


def read_tokens(file: Path) -> Tokens:
    """Read the sandbox's tokens: caller → token."""
    return dict(line.split() for line in file.read_text().splitlines())
