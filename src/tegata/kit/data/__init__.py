"""The kit's hands: PostgreSQL, the clock's row, chance, events and jobs.

Owns: how rows, events and jobs are written in one transaction; the one reader of clock and chance.
Refuses: knowing any room's tables.
"""
