"""The authority: residents, the press, the state of certificates, phones, enrolment.

Owns: what an issuer of phone certificates derived from a card must hold.
Refuses: knowing the relying building, which reaches it over the wire only.
"""
