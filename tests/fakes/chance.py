"""Chance that repeats: for tests that compare bytes."""

import hashlib

from attrs import define


@define
class CountingEntropy:
    """Draws the SHA-256 stream of a counter: the same in every run, never the same twice."""

    drawn: int = 0

    def draw(self, size: int) -> bytes:
        octets = b""
        while len(octets) < size:
            octets += hashlib.sha256(self.drawn.to_bytes(8, "big")).digest()
            self.drawn += 1
        return octets[:size]
