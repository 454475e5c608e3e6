"""What the sandbox takes from here: a crowd."""

from tegata.sandbox.population.service import people

__all__ = ["people"]
