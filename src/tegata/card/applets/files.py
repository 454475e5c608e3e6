"""A card's files as frozen values: transparent and record files, PINs, keys, applications."""

from collections.abc import Mapping
from hmac import compare_digest

from attrs import evolve, field, frozen

from tegata.card.values import JPKI_AID, Pin, PinRule, Slot, Token

FREE: frozenset[int] = frozenset()
"""Opened by nothing, because it is open."""


@frozen
class TransparentFile:
    """Octets that READ BINARY gives, once any PIN of ``opened_by`` was shown."""

    content: bytes = field(repr=False)
    opened_by: frozenset[int] = FREE


@frozen
class RecordFile:
    """Records that READ RECORD gives, counted from 1."""

    records: tuple[bytes, ...] = field(repr=False)


@frozen
class KeyFile:
    """A private key, by the label it has in the key store; no label while there is no key."""

    label: str | None
    opened_by: frozenset[int]


@frozen
class PinFile:
    """A PIN and the tries that are left. It is kept as it is: what seals the card seals it.

    Nothing is expected, and no try is left, before the holder has chosen a PIN.
    """

    rule: PinRule
    expected: bytes = field(default=b"", repr=False)
    tries_left: int = 0

    @classmethod
    def of(cls, pin: Pin) -> "PinFile":
        """Set a PIN, with all its tries."""
        return cls(pin.rule, pin.octets, pin.rule.tries)

    @property
    def blocked(self) -> bool:
        """Whether no try is left, so that the right PIN is refused too."""
        return self.tries_left == 0

    def shown(self, octets: bytes) -> "tuple[bool, PinFile]":
        """Compare what was shown; give the verdict and the file afterwards."""
        if compare_digest(octets, self.expected):
            return True, evolve(self, tries_left=self.rule.tries)
        return False, evolve(self, tries_left=self.tries_left - 1)


File = TransparentFile | RecordFile | KeyFile | PinFile


@frozen
class Application:
    """One application: its files by number, and its data objects by tag (GET DATA)."""

    files: Mapping[int, File]
    objects: Mapping[int, bytes] = field(factory=dict, repr=False)

    def with_file(self, number: int, file: File) -> "Application":
        """Replace one file; an equal file changes nothing at all."""
        if self.files.get(number) == file:
            return self
        return evolve(self, files={**self.files, number: file})


@frozen
class CardState:
    """Everything a card remembers without power, except its private keys."""

    token: Token
    applications: Mapping[bytes, Application]

    def with_file(self, aid: bytes, number: int, file: File) -> "CardState":
        """Replace one file of one application; an equal file gives this very state back."""
        before = self.applications[aid]
        after = before.with_file(number, file)
        if after is before:
            return self
        return evolve(self, applications={**self.applications, aid: after})

    def pin(self, slot: Slot) -> PinFile:
        """Find the PIN of a purpose."""
        found = self.applications[JPKI_AID].files[slot.pin]
        assert isinstance(found, PinFile), "the layout puts a PIN there"
        return found


@frozen
class Session:
    """What a card remembers under power: the selection, and the PINs that were shown."""

    selected: bytes | None = None
    current: int | None = None
    verified: frozenset[int] = FREE

    def opens(self, opened_by: frozenset[int]) -> bool:
        """Whether one of the PINs was shown, or none is needed."""
        return not opened_by or bool(opened_by & self.verified)
