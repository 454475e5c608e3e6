"""Signed messages (CMS SignedData, RFC 5652) in the one form that JPKI's signers use.

Owns: the attributes to be signed, the message around a signature, reading and checking it.
Refuses: signing, and deciding whether the signer is to be trusted.
"""
