"""Is this certificate trusted, at this time, for this use? (RFC 5280, 6).

Owns: the general path with policies and lists, the fast path of JPKI's one tier, their refusals.
Refuses: fetching anything, reading the clock.
"""
