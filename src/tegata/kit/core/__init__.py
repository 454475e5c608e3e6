"""The pure part of the kit: who asks, when, and how a refusal is said.

Owns: Context, Actor, the ports Clock and Entropy, Problem, Japan's calendar (days, ages, eras, holidays).
Refuses: I/O, Django, reading the clock.
"""
