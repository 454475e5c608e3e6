"""The authority that issues, suspends and revokes: rooms people, ca, status, devices and above.

Owns: who the holders are, what was issued to them and whether it still holds.
Refuses: importing ``relying``; the platform reaches it over the wire.
"""
