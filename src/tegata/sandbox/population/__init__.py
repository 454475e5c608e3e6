"""Invented residents: plausible names, addresses and ages, and every edge that names can have.

Owns: records for ``authority.people`` to register, the same ones for the same chance.
Refuses: real people; My Numbers outside the synthetic pattern (bodies that begin with 000).
"""
