"""How a certificate is named: by its issuer's key and its serial, never by serial alone."""

import re
from typing import Self

from attrs import field, frozen
from attrs.validators import ge, lt, max_len, min_len

from tegata.pki.problems import CertificateNameUnreadable, KeyIdUnreadable, SerialUnreadable


@frozen(order=True)
class Serial:
    """A certificate's serial number: positive, at most 20 octets (RFC 5280, 4.1.2.2)."""

    number: int = field(validator=[ge(1), lt(1 << 159)])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the hexadecimal form that people copy from a certificate viewer.

        Raises SerialUnreadable.
        """
        if not re.fullmatch(r"[0-9A-Fa-f:]{1,60}", text):
            raise SerialUnreadable(text=text)
        try:
            return cls(int(text.replace(":", ""), 16))
        except ValueError:
            raise SerialUnreadable(text=text) from None

    @classmethod
    def of_octets(cls, octets: bytes) -> Self:
        """Read the unsigned big-endian form, as stored."""
        return cls(int.from_bytes(octets, "big"))

    @property
    def octets(self) -> bytes:
        """The shortest unsigned big-endian form: the way it is stored."""
        return self.number.to_bytes((self.number.bit_length() + 7) // 8, "big")

    def __str__(self) -> str:
        return self.octets.hex()


@frozen(order=True)
class KeyId:
    """A key's identifier: SHA-1 of the subjectPublicKey bits (RFC 5280, 4.2.1.2, method 1)."""

    octets: bytes = field(validator=[min_len(20), max_len(20)])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 40 hexadecimal digits. Raises KeyIdUnreadable."""
        if not re.fullmatch(r"[0-9A-Fa-f]{40}", text):
            raise KeyIdUnreadable(text=text)
        return cls(bytes.fromhex(text))

    def __str__(self) -> str:
        return self.octets.hex()


@frozen(order=True)
class CertificateName:
    """One certificate in the world: its issuer's key and its serial.

    All generations of a CA share one distinguished name, and the two CAs count their serials
    apart, so that neither the name nor the serial alone would do.
    """

    issuer: KeyId
    serial: Serial

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``issuer:serial``, both hexadecimal. Raises CertificateNameUnreadable."""
        issuer, _, serial = text.partition(":")
        try:
            return cls(KeyId.parse(issuer), Serial.parse(serial))
        except (KeyIdUnreadable, SerialUnreadable):
            raise CertificateNameUnreadable(text=text) from None

    def __str__(self) -> str:
        return f"{self.issuer}:{self.serial}"
