"""The certificate profiles of JPKI as data: which certificate says what, in which order.

Owns: kinds of certificate, rulebooks, building what is to be signed, validity, serial policies.
Refuses: signing, and knowing whether a certificate may be issued to somebody.
"""
