"""What rooms with tables share: the world's clock, chance, jobs, events, schedules, contexts.

Owns: the tables ``kit_clock`` and ``kit_schedule``, and how a job or an event is told.
Refuses: a room's tables.
"""
