"""Lints: small checks over a certificate, run before every signature; a finding blocks it.

Owns: the lints of RFC 5280, of JPKI's profiles and of weak keys, and the tuple that lists them.
Refuses: building certificates, and the tables they are built from: a lint states its own expectation.
"""
