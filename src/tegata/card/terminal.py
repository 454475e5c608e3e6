"""What a terminal says to any JPKI carrier, real or virtual, over any transport."""

from hashlib import sha256
from typing import Self

from attrs import define, evolve

from tegata.card.apdu import Command, Response, Status
from tegata.card.problems import (
    CardRefused,
    FileAbsent,
    NotJpki,
    PinBlocked,
    PinNeeded,
    PinWrong,
)
from tegata.card.values import (
    JPKI_AID,
    SHA256_DIGEST_INFO,
    SLOTS,
    Ef,
    Pin,
    Purpose,
    Token,
    Transport,
)

_PIECE = 256
"""The most a short READ BINARY asks for: every reader carries it."""
_HEADER = 4
"""Octets at the start of a certificate that tell its length."""
_LABEL = _DIGEST = 32
_MORE, _WRONG_LE = 0x61, 0x6C
"""First octets of status words that readers without T=1 pass on (ISO 7816-4, 5.6)."""
_LONGEST = 0x10000
_BLOCKED = {Status.BLOCKED, 0x6983}
"""JPKI cards say 6984; ISO 7816-4 names 6983."""
_ABSENT = {Status.NOT_FOUND, Status.OBJECT_NOT_FOUND, Status.BEYOND_END}


@define
class Terminal:
    """One conversation with the JPKI application."""

    _transport: Transport

    @classmethod
    def open(cls, transport: Transport) -> Self:
        """Select the application, which forgets earlier PINs. Raises NotJpki."""
        terminal = cls(transport)
        command = Command(0x00, 0xA4, 0x04, 0x0C, JPKI_AID)
        if terminal._ask(command).status != Status.OK:
            raise NotJpki
        return terminal

    # --- read

    def token(self) -> str:
        """Tell which carrier it is, by the label that a Token names."""
        self._select(Ef.TOKEN)
        command = Command(0x00, 0xB0, 0, 0, le=_LABEL)
        return self._told(command, Ef.TOKEN).decode("ascii", "replace").rstrip(" \0")

    def read_certificate(self, purpose: Purpose, pin: Pin | None = None) -> bytes:
        """Read a certificate in DER, after its PIN where one is given.

        A sign certificate always wants one, a phone's authentication certificate too.
        Raises PinNeeded, PinWrong, PinBlocked, FileAbsent.
        """
        if pin is not None:
            self.verify_pin(purpose, pin)
        return self._read_der(SLOTS[purpose].certificate)

    def wants_pin(self, purpose: Purpose) -> bool:
        """Whether the certificate of a purpose opens only after its PIN on this carrier."""
        return purpose is Purpose.SIGN or self.token() != Token.CARD.value

    def read_ca(self, purpose: Purpose) -> bytes:
        """Read the certificate of the CA that issued a purpose's certificate."""
        return self._read_der(SLOTS[purpose].ca)

    def _read_der(self, file: Ef) -> bytes:
        self._select(file)
        head = self._told(Command(0x00, 0xB0, 0, 0, le=_HEADER), file)
        if head[:2] != b"\x30\x82" or len(head) != _HEADER:
            raise FileAbsent(file=f"{file:04X}")
        size = _HEADER + int.from_bytes(head[2:], "big")
        octets = head
        while len(octets) < size:
            at = len(octets)
            command = Command(0x00, 0xB0, at >> 8, at & 0xFF, le=min(_PIECE, size - at))
            piece = self._told(command, file)
            if not piece:  # success with nothing would go on for ever
                raise FileAbsent(file=f"{file:04X}")
            octets += piece
        return octets[:size]

    # --- PINs

    def tries_left(self, purpose: Purpose) -> int:
        """Ask how often the PIN may still be missed. It costs no try."""
        self._select(SLOTS[purpose].pin)
        response = self._ask(Command(0x00, 0x20, 0x00, 0x80))
        if response.status in _BLOCKED:
            return 0
        if response.status & 0xFFF0 != Status.MISSED:
            raise CardRefused(status=f"{response.status:04X}")
        return response.status & 0x0F

    def verify_pin(self, purpose: Purpose, pin: Pin) -> None:
        """Show a PIN. Raises PinWrong or PinBlocked."""
        self._select(SLOTS[purpose].pin)
        self._check(self._ask(Command(0x00, 0x20, 0x00, 0x80, pin.octets)))

    def change_pin(self, purpose: Purpose, current: Pin, new: Pin) -> None:
        """Show the PIN in force, then set another. Raises PinWrong or PinBlocked."""
        self.verify_pin(purpose, current)
        self._check(self._ask(Command(0x00, 0x24, 0x01, 0x80, new.octets)))

    # --- sign

    def sign(self, purpose: Purpose, pin: Pin, octets: bytes) -> bytes:
        """Sign octets by RSA with SHA-256: the digest is the terminal's work."""
        return self.sign_digest(purpose, pin, sha256(octets).digest())

    def sign_digest(self, purpose: Purpose, pin: Pin, digest: bytes) -> bytes:
        """Sign a SHA-256 digest by PKCS#1 v1.5. Raises PinWrong or PinBlocked."""
        assert len(digest) == _DIGEST, "a SHA-256 digest has 32 octets"
        self.verify_pin(purpose, pin)
        key = SLOTS[purpose].key
        self._select(key)
        command = Command(0x80, 0x2A, 0x00, 0x80, SHA256_DIGEST_INFO + digest, le=256)
        return self._told(command, key)

    # --- speak

    def _select(self, file: Ef) -> None:
        self._told(Command(0x00, 0xA4, 0x02, 0x0C, file.to_bytes(2, "big")), file)

    def _told(self, command: Command, file: Ef) -> bytes:
        response = self._ask(command)
        if response.status in _ABSENT:
            raise FileAbsent(file=f"{file:04X}")
        self._check(response)
        return response.data

    def _ask(self, command: Command) -> Response:
        """Ask, again with the length that the card names (6Cxx), and for all the rest (61xx)."""
        response = self._send(command)
        if response.status >> 8 == _WRONG_LE:
            response = self._send(evolve(command, le=response.status & 0xFF or _PIECE))
        data = response.data
        while response.status >> 8 == _MORE and len(data) < _LONGEST:
            rest = Command(0x00, 0xC0, 0x00, 0x00, le=response.status & 0xFF or _PIECE)
            response = self._send(rest)
            if not response.data:
                break
            data += response.data
        return evolve(response, data=data)

    def _send(self, command: Command) -> Response:
        return Response.parse(self._transport.transmit(command.encode()))

    @staticmethod
    def _check(response: Response) -> None:
        match response.status:
            case Status.OK:
                return
            case Status.SECURITY_NOT_SATISFIED:
                raise PinNeeded
            case Status.BLOCKED | 0x6983 | 0x63C0:
                raise PinBlocked
            case missed if missed & 0xFFF0 == Status.MISSED:
                raise PinWrong(tries=str(missed & 0x0F))
            case status:
                raise CardRefused(status=f"{status:04X}")
