"""The kinds of certificate, and the two families of which each CA issues one."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Family(StrEnum):
    """A family: one CA, one line of serials, one set of revocation lists."""

    SIGN = "sign"
    """署名用: to sign documents; carries the four items."""
    AUTH = "auth"
    """利用者証明用: to sign in; carries no personal data."""


class CertificateKind(StrEnum):
    """Every kind of certificate that is issued here."""

    SIGN_CA = "sign-ca"
    AUTH_CA = "auth-ca"
    OCSP_RESPONDER = "ocsp-responder"
    CARD_SIGN = "card-sign"
    CARD_AUTH = "card-auth"
    PHONE_SIGN = "phone-sign"
    PHONE_AUTH = "phone-auth"


AUTHORITIES: Final[Mapping[CertificateKind, Family]] = {
    CertificateKind.SIGN_CA: Family.SIGN,
    CertificateKind.AUTH_CA: Family.AUTH,
}
"""The CA of each family. The responder's kind serves both families."""

HOLDERS: Final[Mapping[CertificateKind, Family]] = {
    CertificateKind.CARD_SIGN: Family.SIGN,
    CertificateKind.CARD_AUTH: Family.AUTH,
    CertificateKind.PHONE_SIGN: Family.SIGN,
    CertificateKind.PHONE_AUTH: Family.AUTH,
}
"""The kinds that people hold, and the family that issues each."""

FAMILIES: Final[Mapping[CertificateKind, Family]] = {**AUTHORITIES, **HOLDERS}
"""Every kind that belongs to one family alone."""

ON_CARD: Final = (CertificateKind.CARD_SIGN, CertificateKind.CARD_AUTH)
ON_PHONE: Final = (CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH)
"""What one card or one phone carries, the signature certificate first."""

FOR_SIGNATURES: Final = (CertificateKind.CARD_SIGN, CertificateKind.PHONE_SIGN)
"""The kinds that carry the four items, and end when one of those changes."""
