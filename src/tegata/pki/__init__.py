"""Certificates, lists, status answers, signed messages and paths, as codecs over bytes.

Owns: X.509, CRL, OCSP, CMS, PKCS#10, the profiles of JPKI, path validation, lints.
Refuses: I/O, clocks, private keys.
"""
