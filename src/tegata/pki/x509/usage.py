"""What a key may be used for (RFC 5280, 4.2.1.3)."""

from enum import IntFlag


class KeyUsage(IntFlag):
    """The named bits of keyUsage: bit 0 of the standard is the lowest here."""

    DIGITAL_SIGNATURE = 1 << 0
    NON_REPUDIATION = 1 << 1
    KEY_ENCIPHERMENT = 1 << 2
    DATA_ENCIPHERMENT = 1 << 3
    KEY_AGREEMENT = 1 << 4
    KEY_CERT_SIGN = 1 << 5
    CRL_SIGN = 1 << 6
    ENCIPHER_ONLY = 1 << 7
    DECIPHER_ONLY = 1 << 8
