"""Enrolment: how certificates come onto cards and phones, and how their holders end them.

Owns: applications, the checks before them, who may suspend, resume and revoke, the call centre's rules.
Refuses: the state of a certificate (``status``), keys and serials (``ca``), phones (``devices``).
"""
