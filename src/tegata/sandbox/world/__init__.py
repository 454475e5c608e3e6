"""The sandbox's world: its beginning, its clock, its people.

Owns: moving the clock, and filling an empty world.
Refuses: deciding anything that the rooms below decide.
"""
