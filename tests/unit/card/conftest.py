"""A personalised card and an enrolled phone: made once, and copied for each test."""

import pytest

from makers.cards import enrol, make_card, make_phone, make_seal
from tegata.card.keys import SealedKeys
from tegata.card.phone import VirtualPhone
from tegata.card.shelves import MemoryShelf
from tegata.card.virtual import VirtualCard


@pytest.fixture(scope="session")
def _card_blobs() -> dict[str, bytes]:
    shelf = MemoryShelf()
    make_card(shelf)
    return shelf.blobs


@pytest.fixture(scope="session")
def _phone_blobs() -> dict[str, bytes]:
    shelf = MemoryShelf()
    enrol(make_phone(shelf))
    return shelf.blobs


@pytest.fixture(scope="session")
def attested(_phone_blobs: dict[str, bytes]) -> bytes:
    """An attestation as it travels."""
    return _phone(_phone_blobs).attest(b"0123456789abcdef").encode()


@pytest.fixture
def card(_card_blobs: dict[str, bytes]) -> VirtualCard:
    shelf, seal = MemoryShelf(dict(_card_blobs)), make_seal()
    return VirtualCard.open(keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)


@pytest.fixture
def phone(_phone_blobs: dict[str, bytes]) -> VirtualPhone:
    return _phone(_phone_blobs)


def _phone(blobs: dict[str, bytes]) -> VirtualPhone:
    shelf, seal = MemoryShelf(dict(blobs)), make_seal()
    keys = SealedKeys(shelf, seal)
    return VirtualPhone.open(model="Tegata T-1", keys=keys, seal=seal, shelf=shelf)
