"""A card under power: holds one state, answers one command at a time, keeps before it answers."""

from collections.abc import Callable
from threading import Lock
from typing import Self

from attrs import define, field

from tegata.card.applets.files import CardState, Session
from tegata.card.applets.image import read_image, write_image
from tegata.card.applets.interpreter import answer
from tegata.card.applets.layout import content_of, with_certificate, with_key, with_pin
from tegata.card.applets.turn import Ports
from tegata.card.problems import CardUnmade
from tegata.card.sealing import Seal
from tegata.card.values import SLOTS, Issued, KeyStore, Pin, Purpose, Shelf, Token

_STATE = "state"


@define(eq=False)
class VirtualCard:
    """A card or a secure element: a Transport to its reader, and an open lid to its issuer.

    A state is durable on the shelf before the answer that depends on it leaves: a reader that
    cuts the power after a miss does not win back the try.
    """

    _state: CardState = field(repr=False)
    _keys: KeyStore
    _seal: Seal
    _shelf: Shelf
    _session: Session = field(factory=Session, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    @classmethod
    def make(cls, state: CardState, *, keys: KeyStore, seal: Seal, shelf: Shelf) -> Self:
        """Put a new card on the shelf."""
        card = cls(state, keys, seal, shelf)
        card._write()
        return card

    @classmethod
    def open(cls, *, keys: KeyStore, seal: Seal, shelf: Shelf) -> Self:
        """Take a card from the shelf, unpowered. Raises CardUnmade or SealBroken."""
        sealed = shelf.read(_STATE)
        if sealed is None:
            raise CardUnmade
        return cls(read_image(seal.open(sealed, _STATE)), keys, seal, shelf)

    # --- the reader's side

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return self._state.token.atr

    def reset(self) -> None:
        """Lose power or be reset: the selection and the PINs shown are forgotten."""
        with self._lock:
            self._session = Session()

    def transmit(self, octets: bytes) -> bytes:
        """Answer one command APDU, whatever the octets."""
        with self._lock:
            ports = Ports(self._seal.entropy, self._keys)
            turn = answer(ports, self._state, self._session, octets)
            self._session = turn.session
            self._keep(turn.state)
            return turn.response.encode()

    # --- the issuer's side: none of this has a command, on the real card as here

    @property
    def token(self) -> Token:
        """Which carrier this is."""
        return self._state.token

    def tries_left(self, purpose: Purpose) -> int:
        """How often the PIN may still be missed."""
        return self._state.pin(SLOTS[purpose]).tries_left

    def certificate(self, purpose: Purpose) -> bytes | None:
        """Give the certificate that is written for a purpose, in DER."""
        return content_of(self._state, SLOTS[purpose].certificate) or None

    def set_pin(self, purpose: Purpose, pin: Pin) -> None:
        """Set a PIN with all its tries, blocked or not: at enrolment, and at the counter.

        The session ends, so that an earlier showing of the old PIN opens nothing.
        """
        self._change(lambda state: with_pin(state, purpose, pin))

    def generate_key(self, purpose: Purpose) -> bytes:
        """Make the key inside; give its SubjectPublicKeyInfo.

        The old key and certificate are forgotten first: a crash between leaves no key, rather
        than a new one beside the old one's certificate.
        """
        self._change(lambda state: _without_key(state, purpose))
        public = self._keys.generate(purpose.value)
        self._change(lambda state: with_key(state, purpose, purpose.value))
        return public

    def public_key(self, purpose: Purpose) -> bytes:
        """Give the SubjectPublicKeyInfo of a purpose's key. Raises KeyUnmade."""
        return self._keys.public_key(purpose.value)

    def write_certificate(self, purpose: Purpose, issued: Issued) -> None:
        """Write a certificate and its CA's."""
        self._change(lambda state: with_certificate(state, purpose, issued))

    def delete_key(self, purpose: Purpose) -> None:
        """Destroy the key first, then forget it and its certificate: a crash between leaves none."""
        self._keys.delete(purpose.value)
        self._change(lambda state: _without_key(state, purpose))

    def _change(self, change: Callable[[CardState], CardState]) -> None:
        with self._lock:
            self._session = Session()
            self._keep(change(self._state))

    def _keep(self, state: CardState) -> None:
        """Keep a changed state. In memory first: if the shelf fails, no try is won back."""
        changed, self._state = state is not self._state, state
        if changed:
            self._write()

    def _write(self) -> None:
        self._shelf.write(_STATE, self._seal.close(write_image(self._state), _STATE))


def _without_key(state: CardState, purpose: Purpose) -> CardState:
    return with_key(with_certificate(state, purpose, None), purpose, None)
