"""Where values meet the machine: its clock, its database, its jobs.

Owns: the readers of the clock and of chance, SQL, jobs, events.
Refuses: any room's noun.
"""
