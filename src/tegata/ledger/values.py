"""Entries, links and heads of the ledger."""

import hashlib
import struct
from datetime import datetime
from typing import Protocol

from attrs import frozen

GENESIS = bytes(32)
"""What the first link stands on."""


def _digest(*parts: bytes) -> bytes:
    """Hash parts with their lengths, so that no two lists of parts share an encoding."""
    return hashlib.sha256(b"".join(struct.pack(">I", len(p)) + p for p in parts)).digest()


@frozen
class Entry:
    """One act. ``about`` names a thing by an opaque identifier, never a person's items."""

    at: datetime
    role: str
    actor: str
    channel: str
    act: str
    about: str
    why: str
    trace: str

    @property
    def digest(self) -> bytes:
        """The SHA-256 that stands for this entry in the chain."""
        words = (self.role, self.actor, self.channel, self.act, self.about, self.why, self.trace)
        moment = self.at.isoformat(timespec="microseconds")
        return _digest(moment.encode(), *(word.encode() for word in words))


@frozen
class Stored:
    """An entry as it stands in the table: its row and the digest written beside it."""

    row: int
    entry: Entry
    digest: bytes


@frozen
class Link:
    """One link of the chain: the n-th entry, bound to all before it."""

    number: int
    """From 1, without gaps."""
    row: int
    digest: bytes
    previous: bytes
    seal: bytes

    @classmethod
    def after(cls, previous: "Link | None", row: int, digest: bytes) -> "Link":
        """Forge the link that follows ``previous``, or the first one."""
        number, seal = (previous.number, previous.seal) if previous else (0, GENESIS)
        return cls(number + 1, row, digest, seal, cls._seal(number + 1, row, digest, seal))

    @staticmethod
    def _seal(number: int, row: int, digest: bytes, previous: bytes) -> bytes:
        return _digest(
            number.to_bytes(8, "big"), row.to_bytes(8, "big", signed=True), digest, previous
        )

    @property
    def is_sound(self) -> bool:
        """Tell whether the seal is the one that the other fields give."""
        return self.seal == self._seal(self.number, self.row, self.digest, self.previous)


@frozen
class Head:
    """The chain's end at one moment, signed."""

    number: int
    seal: bytes
    at: datetime
    signature: bytes

    @staticmethod
    def statement(number: int, seal: bytes, at: datetime) -> bytes:
        """Spell the octets that are signed."""
        return b"tegata ledger head\0" + _digest(
            number.to_bytes(8, "big"), seal, at.isoformat(timespec="microseconds").encode()
        )


class HeadSigner(Protocol):
    """Signs heads: the only key of the ledger."""

    def sign(self, statement: bytes) -> bytes:
        """Sign with Ed25519 (RFC 8032)."""
        ...

    @property
    def public_key(self) -> bytes:
        """The raw public key, 32 octets."""
        ...


@frozen
class Finding:
    """Something wrong with the record, at one link or row."""

    where: str
    what: str


@frozen
class Verdict:
    """What the examination of the whole ledger found."""

    linked: int
    unsealed: int
    findings: tuple[Finding, ...]
