"""Append-only, hash-chained record of every act: who, when, which act, about what, why.

Owns: entries, the chain over them, its signed heads, and their proof.
Refuses: update, delete, and personal data in clear.
"""
