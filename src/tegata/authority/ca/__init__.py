"""The CA: generations of keys, serials, what is to be signed, and the press that signs it.

Owns: serials and TBS octets before they are signed, signatures after, and the CA keys.
Refuses: knowing whether a certificate is good, and why it is issued.
"""
