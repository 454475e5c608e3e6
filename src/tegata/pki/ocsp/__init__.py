"""Questions about a certificate's status and their answers (RFC 6960, 5019, 9654).

Owns: requests and responses as octets, who is asked about, whether an answer may be believed.
Refuses: knowing any certificate's status; the responder's key; the network.
"""
