"""Bring a person, a blank card and a new phone together for one story."""

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from attrs import evolve, frozen

from tegata.authority.people import public as people
from tegata.card.applets.face import Face
from tegata.card.keys import SealedKeys
from tegata.card.maker import Maker
from tegata.card.personal import personalise_card
from tegata.card.phone import VirtualPhone
from tegata.card.sealing import Seal
from tegata.card.shelves import FolderShelf
from tegata.card.values import SHA256_DIGEST_INFO, Pin, PinRule, Pins
from tegata.kit.core.calendar import calendar_age
from tegata.kit.core.context import Context
from tegata.kit.core.eras import era_of
from tegata.kit.core.ports import Clock
from tegata.sandbox.population.public import people as invent
from tegata.sandbox.scenario.service.hands import App, Carrier
from tegata.sandbox.scenario.service.line import Line

CARD_PINS = Pins.parse("1234", "ABC123")
PHONE_PINS = Pins.parse("4321", "XYZ789")
"""The phone's password is another than the card's (ENR-008, REV-014): they are often mixed up."""
_MODEL = "SO-51C"
_ADULT = 20
_ENTROPY = 8


@frozen
class Workshop:
    """Where a world's cards and phones are made: sealed on folders under its home."""

    folder: Path
    clock: Clock
    ctx: Context

    def maker(self) -> Maker:
        """Take the maker of secure elements; found it the first time."""
        keys = self._keys("maker")
        root = self.folder / "maker.der"
        if root.exists():
            return Maker("Tegata Sandbox elements", root.read_bytes(), keys, self.ctx.entropy)
        made = Maker.found(
            "Tegata Sandbox elements", keys=keys, entropy=self.ctx.entropy, now=self.ctx.now
        )
        root.write_bytes(made.root)
        return made

    def card(self, resident: people.Resident) -> Carrier:
        """Make a card with keys inside and no certificates yet."""
        name = f"card-{resident.person}"
        keys = self._keys(name)
        municipality = self._keys("municipality")
        municipality.generate("face")
        card = personalise_card(
            face=_face(resident.record, self.ctx.now.date()),
            pins=CARD_PINS,
            sign_face=lambda octets: municipality.sign_block(
                "face", SHA256_DIGEST_INFO + sha256(octets).digest()
            ),
            keys=keys,
            seal=self.seal,
            shelf=FolderShelf(self.place(name)),
        )
        return Carrier(card, card, CARD_PINS)

    def app(self, resident: people.Resident, line: Line) -> App:
        """Make a phone of a supported model, with the app on it and the person signed in."""
        name = f"phone-{resident.person}"
        maker = self.maker()
        phone = VirtualPhone.manufacture(
            model=_MODEL,
            certify=lambda key: maker.certify(key, now=self.ctx.now),
            keys=self._keys(name),
            seal=self.seal,
            shelf=FolderShelf(self.place(name)),
        )
        hand = Carrier(phone, phone.card, PHONE_PINS)
        return App(evolve(line, person=str(resident.person)), phone, hand, self.clock)

    @property
    def secret(self) -> Path:
        """The file that opens what is sealed here: made the first time."""
        file = self.folder / "secret"
        if not file.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes(self.ctx.entropy.draw(32))
        return file

    @property
    def seal(self) -> Seal:
        """What closes and opens."""
        return Seal(self.secret.read_bytes(), self.ctx.entropy)

    def place(self, name: str) -> Path:
        """Name the folder of one card, phone or maker."""
        folder = self.folder / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _keys(self, name: str) -> SealedKeys:
        return SealedKeys(FolderShelf(self.place(name)), self.seal)


def an_adult(ctx: Context) -> people.Record:
    """Invent an adult resident whom nothing keeps from applying."""
    today = ctx.now.date()
    first = int.from_bytes(ctx.entropy.draw(_ENTROPY)) % 10**7
    crowd = invent(ctx.entropy, 200, today=today, first=first)
    return next(each for each in crowd if _may_apply(each, today))


def another_address(record: people.Record, ctx: Context) -> people.Address:
    """Find an address in the same municipality, or elsewhere, that is not the person's."""
    crowd = invent(ctx.entropy, 50, today=ctx.now.date())
    return next(each.address for each in crowd if each.address != record.address)


def _may_apply(record: people.Record, today: date) -> bool:
    plain = not record.is_ward and not record.is_protected and record.stays_until is None
    return plain and calendar_age(record.birth, today) >= _ADULT


def _face(record: people.Record, today: date) -> Face:
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
