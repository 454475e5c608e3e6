"""The one source of chance."""

import secrets

from attrs import frozen


@frozen
class SystemEntropy:
    """The operating system's random bytes."""

    def draw(self, size: int) -> bytes:
        """Draw ``size`` bytes."""
        return secrets.token_bytes(size)
