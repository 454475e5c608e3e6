"""Certificate revocation lists (RFC 5280, 5): columns in, bytes out, and back.

Owns: the columns of a list, the encoding of whole and delta lists, their reading, look-up, comparison.
Refuses: deciding what is revoked; the signing key; files.
"""
