"""Personalise a card: what the maker and the counter do between blank plastic and its holder."""

from collections.abc import Callable, Mapping

from attrs import field, frozen
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tegata.card.applets.face import Face
from tegata.card.applets.layout import FACE_KEY, card_state, with_pins
from tegata.card.sealing import Seal
from tegata.card.values import Issued, KeyStore, Pins, Purpose, Shelf
from tegata.card.virtual import VirtualCard

Sign = Callable[[bytes], bytes]
"""Signs octets by RSA-2048 with SHA-256, in the municipality's name."""


@frozen
class _Signer:
    """The issuer's signature beside the card's own public key, as the face's records want them."""

    card_key: tuple[int, int]
    sign: Sign = field(repr=False)


def personalise_card(
    *,
    face: Face,
    pins: Pins,
    sign_face: Sign,
    keys: KeyStore,
    seal: Seal,
    shelf: Shelf,
    certificates: Mapping[Purpose, Issued] | None = None,
) -> VirtualCard:
    """Make a card: keys inside, face and PINs written, and certificates where there are any yet.

    Certificates are issued over the keys made here, so they usually follow by
    ``write_certificate``; a person under 15 never gets the one to sign with.
    """
    # 1. The key whose public half the face's records carry.
    signer = _Signer(_numbers(keys.generate(FACE_KEY)), sign_face)

    # 2. The face and the PINs; from here on the card exists.
    state = with_pins(card_state(face, signer), pins)
    card = VirtualCard.make(state, keys=keys, seal=seal, shelf=shelf)

    # 3. The holder's keys, then what was issued over them.
    for purpose in Purpose:
        card.generate_key(purpose)
    for purpose, issued in (certificates or {}).items():
        card.write_certificate(purpose, issued)
    return card


def _numbers(public_key: bytes) -> tuple[int, int]:
    key = load_der_public_key(public_key)
    assert isinstance(key, RSAPublicKey), "a key store makes RSA keys"
    numbers = key.public_numbers()
    return numbers.n, numbers.e
