"""A phone's secure element: the JPKI application alone, with keys that it can vouch for."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Self

from attrs import field, frozen

from tegata.card.applets.layout import phone_state
from tegata.card.attestation import Attestation, Statement
from tegata.card.problems import CardUnmade, KeyUnmade
from tegata.card.request import certification_request
from tegata.card.sealing import Seal
from tegata.card.terminal import Terminal
from tegata.card.values import SHA256_DIGEST_INFO, KeyStore, Pin, Pins, Purpose, Shelf
from tegata.card.virtual import VirtualCard

_ELEMENT = "element"
"""The label of the element's own key, and the name of its certificate on the shelf."""

Certify = Callable[[bytes], bytes]
"""The maker's step: from the element key's SubjectPublicKeyInfo to its certificate, both DER."""


@frozen
class VirtualPhone:
    """A secure element with the app's and the issuer's side of it."""

    card: VirtualCard
    model: str
    element: bytes = field(repr=False)
    """The certificate of the element's own key."""
    _keys: KeyStore

    @classmethod
    def manufacture(
        cls, *, model: str, certify: Certify, keys: KeyStore, seal: Seal, shelf: Shelf
    ) -> Self:
        """Make a phone: its own key and certificate inside, nothing of a holder yet."""
        element = certify(keys.generate(_ELEMENT))
        shelf.write(_ELEMENT, seal.close(element, _ELEMENT))
        card = VirtualCard.make(phone_state(), keys=keys, seal=seal, shelf=shelf)
        return cls(card, model, element, keys)

    @classmethod
    def open(cls, *, model: str, keys: KeyStore, seal: Seal, shelf: Shelf) -> Self:
        """Take a phone from the shelf. Raises CardUnmade or SealBroken."""
        sealed = shelf.read(_ELEMENT)
        if sealed is None:
            raise CardUnmade
        card = VirtualCard.open(keys=keys, seal=seal, shelf=shelf)
        return cls(card, model, seal.open(sealed, _ELEMENT), keys)

    def transmit(self, octets: bytes) -> bytes:
        """Answer one command APDU: the phone is a Transport."""
        return self.card.transmit(octets)

    # --- enrolment, in this order

    def set_pins(self, pins: Pins) -> None:
        """Set what the holder chose; again after a block."""
        self.card.set_pin(Purpose.AUTH, pins.auth)
        self.card.set_pin(Purpose.SIGN, pins.sign)

    def generate_keys(self) -> Mapping[Purpose, bytes]:
        """Make both keys inside; give their SubjectPublicKeyInfo."""
        return {purpose: self.card.generate_key(purpose) for purpose in Purpose}

    def statement(self, challenge: bytes) -> Statement:
        """Say, for a challenge of 16 to 64 octets, which keys were made inside. Raises KeyUnmade."""
        keys = {purpose: self.card.public_key(purpose) for purpose in Purpose}
        return Statement(self.model, challenge, keys)

    def attest(self, challenge: bytes) -> Attestation:
        """Sign the statement by the element's own key. Raises KeyUnmade."""
        return self._vouch(self.statement(challenge))

    def attest_removal(self, challenge: bytes) -> Attestation:
        """Sign which keys are left: none after ``delete_keys``, and that is its receipt."""
        left = {}
        for purpose in Purpose:
            with suppress(KeyUnmade):
                left[purpose] = self.card.public_key(purpose)
        return self._vouch(Statement(self.model, challenge, left))

    def _vouch(self, said: Statement) -> Attestation:
        statement = said.encode()
        block = SHA256_DIGEST_INFO + sha256(statement).digest()
        return Attestation(statement, self._keys.sign_block(_ELEMENT, block), self.element)

    def request(self, purpose: Purpose, pin: Pin) -> bytes:
        """Write a PKCS#10 request, signed through the phone's own commands."""
        terminal = Terminal.open(self)
        return certification_request(terminal, purpose, pin, self.card.public_key(purpose))

    def delete_keys(self) -> None:
        """Destroy both keys and blank their certificates: before a sale, at the end of use."""
        for purpose in Purpose:
            self.card.delete_key(purpose)
