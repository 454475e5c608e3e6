"""What other rooms of the sandbox, and the site, may use of the world."""

from tegata.sandbox.world.service import move_clock, populate

__all__ = ["move_clock", "populate"]
