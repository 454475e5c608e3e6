"""The residents behind the certificates, and the feed that tells of every change to them.

Owns: resident records, municipalities, the ordered feed of resident events and its consumers.
Refuses: knowing which certificates were issued; showing or recording a My Number or one of the four items.
"""
