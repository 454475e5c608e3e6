"""A world to try the service in: invented people, scripted days and a clock that can be moved.

Owns: the synthetic population, life events, scripted persons, demonstration relying parties.
Refuses: being imported by anything but ``site``; holding any real person's data.
"""
