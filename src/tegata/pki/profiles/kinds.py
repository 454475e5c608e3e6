"""The kinds of certificate, and the two families of which each CA issues one."""

from enum import StrEnum


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
