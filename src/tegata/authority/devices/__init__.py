"""Phones: which models can carry certificates, whose phone is whose, and what its holder must do.

Owns: the list of supported models, one row a phone, the holder's duty at its end, deletion receipts.
Refuses: certificates and their state (``status``), and who may apply for them (``enrolment``).
"""
