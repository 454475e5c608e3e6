"""The pure part of the kit: who asks, when, and how a refusal is said.

Owns: Context, Actor, the ports Clock and Entropy, Problem.
Refuses: I/O, Django, reading the clock.
"""
