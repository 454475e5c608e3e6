"""The state of a certificate: reserved, issued, good, on hold, revoked.

Owns: one row a certificate, which is the truth for OCSP and CRL, and every change of it.
Refuses: serials, keys and signatures (``ca``), and why a person may ask (``enrolment``).
"""
