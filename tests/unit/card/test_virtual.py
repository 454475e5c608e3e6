"""A card keeps before it answers, seals what it keeps, and forgets keys for good."""

from pathlib import Path

import pytest
from attrs import define, field
from cryptography.hazmat.primitives.serialization import load_der_private_key

from makers.cards import PINS, make_card, make_seal
from tegata.card.apdu import Command
from tegata.card.keys import SealedKeys
from tegata.card.problems import (
    CardUnmade,
    KeyUnmade,
    PasswordMalformed,
    PinBlocked,
    PinNeeded,
    PinWrong,
    SealBroken,
)
from tegata.card.sealing import Seal
from tegata.card.shelves import FolderShelf, MemoryShelf
from tegata.card.terminal import Terminal
from tegata.card.values import JPKI_AID, Pin, PinRule, Purpose
from tegata.card.virtual import VirtualCard

MISS = Pin(PinRule.FOUR_DIGITS, "0000")


def reopened(folder: Path) -> VirtualCard:
    shelf, seal = FolderShelf(folder), make_seal()
    return VirtualCard.open(keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)


def select_auth_pin(card: VirtualCard) -> None:
    card.transmit(Command(0x00, 0xA4, 0x04, 0x0C, JPKI_AID).encode())
    card.transmit(bytes.fromhex("00A4020C020018"))


# --- keep


def test_a_miss_is_kept_before_its_answer_leaves(tmp_path: Path) -> None:
    card = make_card(FolderShelf(tmp_path))
    with pytest.raises(PinWrong):
        Terminal.open(card).verify_pin(Purpose.AUTH, MISS)

    assert reopened(tmp_path).tries_left(Purpose.AUTH) == 2


@define
class FailingShelf:
    """A shelf that can be told to run out of space."""

    full: bool = False
    memory: MemoryShelf = field(factory=MemoryShelf)

    def read(self, name: str) -> bytes | None:
        return self.memory.read(name)

    def write(self, name: str, blob: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.memory.write(name, blob)

    def remove(self, name: str) -> None:
        self.memory.remove(name)


def test_where_a_miss_cannot_be_kept_no_answer_leaves_and_the_try_is_gone() -> None:
    shelf = FailingShelf()
    card = make_card(shelf)
    select_auth_pin(card)
    shelf.full = True

    with pytest.raises(OSError, match="No space"):
        card.transmit(Command(0x00, 0x20, 0x00, 0x80, MISS.octets).encode())

    assert card.tries_left(Purpose.AUTH) == 2


def test_a_right_pin_with_all_tries_left_writes_nothing() -> None:
    shelf = FailingShelf()
    card = make_card(shelf)
    shelf.full = True

    Terminal.open(card).verify_pin(Purpose.AUTH, PINS.auth)


def test_a_crash_before_the_rename_leaves_the_old_state(tmp_path: Path) -> None:
    make_card(FolderShelf(tmp_path))
    (tmp_path / "state.new").write_bytes(b"half a st")

    assert reopened(tmp_path).tries_left(Purpose.AUTH) == 3


def test_a_card_is_the_same_after_it_was_put_away(tmp_path: Path) -> None:
    card = make_card(FolderShelf(tmp_path))
    again = reopened(tmp_path)

    assert again._state == card._state
    signature = Terminal.open(again).sign(Purpose.SIGN, PINS.sign, b"message")
    assert signature == Terminal.open(card).sign(Purpose.SIGN, PINS.sign, b"message")


# --- seal


def test_no_plain_key_pin_or_number_is_on_the_disk(tmp_path: Path) -> None:
    make_card(FolderShelf(tmp_path))
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert set(kept) == {f"{name}.sealed" for name in ("state", "key-auth", "key-sign", "key-face")}
    for octets in kept.values():
        with pytest.raises(ValueError, match="Could not deserialize"):
            load_der_private_key(octets, None)
        for secret in (b"1234", b"ABC123", b"123456789018", bytes.fromhex("2A864886F70D010101")):
            assert secret not in octets


def test_the_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    make_card(FolderShelf(tmp_path / "card"))

    assert (tmp_path / "card").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "card").iterdir())


@pytest.mark.parametrize("at", [0, 1, 20, 40, -1])
def test_a_changed_octet_breaks_the_seal(at: int) -> None:
    shelf = MemoryShelf()
    make_card(shelf)
    changed = bytearray(shelf.blobs["state"])
    changed[at] ^= 1
    shelf.write("state", bytes(changed))

    with pytest.raises(SealBroken):
        VirtualCard.open(keys=SealedKeys(shelf, make_seal()), seal=make_seal(), shelf=shelf)


def test_another_secret_and_another_name_open_nothing() -> None:
    seal = make_seal()
    sealed = seal.close(b"plain", "state")

    with pytest.raises(SealBroken):
        Seal(b"some other secret", seal.entropy).open(sealed, "state")
    with pytest.raises(SealBroken):
        seal.open(sealed, "key-auth")
    with pytest.raises(SealBroken):
        seal.open(b"", "state")
    assert seal.open(sealed, "state") == b"plain"


def test_where_no_card_was_made_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(CardUnmade):
        reopened(tmp_path)


# --- the counter and the issuer


def test_the_counter_sets_a_blocked_pin_anew(card: VirtualCard) -> None:
    terminal = Terminal.open(card)
    for _ in range(2):
        with pytest.raises(PinWrong):
            terminal.verify_pin(Purpose.AUTH, MISS)
    with pytest.raises(PinBlocked):
        terminal.verify_pin(Purpose.AUTH, MISS)
    with pytest.raises(PinBlocked):
        terminal.verify_pin(Purpose.AUTH, PINS.auth)

    card.set_pin(Purpose.AUTH, Pin(PinRule.FOUR_DIGITS, "2468"))

    terminal = Terminal.open(card)
    terminal.verify_pin(Purpose.AUTH, Pin(PinRule.FOUR_DIGITS, "2468"))
    assert terminal.tries_left(Purpose.AUTH) == 3


def test_a_pin_set_anew_ends_what_the_old_one_opened(card: VirtualCard) -> None:
    terminal = Terminal.open(card)
    terminal.verify_pin(Purpose.SIGN, PINS.sign)
    card.set_pin(Purpose.SIGN, Pin(PinRule.PASSWORD, "NEWPASS9"))

    assert card.transmit(bytes.fromhex("00B0810004")).hex() == "6a82"
    with pytest.raises(PinNeeded):
        Terminal.open(card).read_certificate(Purpose.SIGN)


def test_no_command_sets_a_blocked_pin_anew(card: VirtualCard) -> None:
    select_auth_pin(card)
    for reset in ("002C008004" + "31323334", "002C0080", "002C038000"):
        assert card.transmit(bytes.fromhex(reset)).hex() == "6d00"


def test_a_pin_of_the_other_purpose_is_refused(card: VirtualCard) -> None:
    with pytest.raises(PasswordMalformed):
        card.set_pin(Purpose.SIGN, PINS.auth)


def test_a_new_key_replaces_the_old_and_blanks_its_certificate() -> None:
    card = make_card()
    old = card.public_key(Purpose.SIGN)

    assert card.generate_key(Purpose.SIGN) != old
    assert card.certificate(Purpose.SIGN) is None
    assert card.certificate(Purpose.AUTH) is not None


def test_a_deleted_key_is_gone_from_disk_and_memory(tmp_path: Path) -> None:
    card = make_card(FolderShelf(tmp_path))
    card.delete_key(Purpose.SIGN)

    assert not (tmp_path / "key-sign.sealed").exists()
    for each in (card, reopened(tmp_path)):
        with pytest.raises(KeyUnmade):
            each.public_key(Purpose.SIGN)
        assert each.certificate(Purpose.SIGN) is None


def test_a_key_lost_by_its_store_is_answered_and_not_a_crash() -> None:
    shelf = MemoryShelf()
    card = make_card(shelf)
    SealedKeys(shelf, make_seal()).delete("auth")
    card = VirtualCard.open(keys=SealedKeys(shelf, make_seal()), seal=make_seal(), shelf=shelf)
    select_auth_pin(card)
    card.transmit(bytes.fromhex("002000800431323334"))

    assert card.transmit(bytes.fromhex("802A0397036F6E6500")).hex() == "6a88"
