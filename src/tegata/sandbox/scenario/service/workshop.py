"""Make blank cards and new phones, sealed on folders under a world's home."""

from hashlib import sha256
from pathlib import Path

from attrs import frozen

from tegata.card.applets.face import Face
from tegata.card.keys import SealedKeys
from tegata.card.maker import Maker
from tegata.card.personal import personalise_card
from tegata.card.phone import VirtualPhone
from tegata.card.sealing import Seal
from tegata.card.shelves import FolderShelf
from tegata.card.values import SHA256_DIGEST_INFO, Pins
from tegata.kit.core.context import Context
from tegata.kit.core.ports import Clock
from tegata.sandbox.scenario.service.hands import App, Carrier
from tegata.sandbox.scenario.service.line import Line

CARD_PINS = Pins.parse("1234", "ABC123")
PHONE_PINS = Pins.parse("4321", "XYZ789")
"""The phone's password is another than the card's (ENR-008, REV-014): they are often mixed up."""
_MODEL = "SO-51C"


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

    def card(self, name: str, face: Face) -> Carrier:
        """Make a card with keys inside and no certificates yet."""
        keys = self._keys(name)
        municipality = self._keys("municipality")
        municipality.generate("face")
        card = personalise_card(
            face=face,
            pins=CARD_PINS,
            sign_face=lambda octets: municipality.sign_block(
                "face", SHA256_DIGEST_INFO + sha256(octets).digest()
            ),
            keys=keys,
            seal=self.seal,
            shelf=FolderShelf(self.place(name)),
        )
        return Carrier("card", card, card, CARD_PINS)

    def app(self, name: str, line: Line) -> App:
        """Make a phone of a supported model, with the app on it and somebody signed in."""
        maker = self.maker()
        phone = VirtualPhone.manufacture(
            model=_MODEL,
            certify=lambda key: maker.certify(key, now=self.ctx.now),
            keys=self._keys(name),
            seal=self.seal,
            shelf=FolderShelf(self.place(name)),
        )
        hand = Carrier("phone", phone, phone.card, PHONE_PINS)
        return App(line, phone, hand, self.clock)

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
