"""The kinds of certificate this house issues."""

from enum import StrEnum


class CertificateKind(StrEnum):
    """What a certificate is for and what carries its key."""

    SIGN_CA = "sign-ca"
    AUTH_CA = "auth-ca"
    OCSP_RESPONDER = "ocsp-responder"
    CARD_SIGN = "card-sign"
    CARD_AUTH = "card-auth"
    PHONE_SIGN = "phone-sign"
    PHONE_AUTH = "phone-auth"

    @property
    def signs(self) -> bool:
        """Tell a signature certificate from a user-authentication certificate."""
        return self in (CertificateKind.CARD_SIGN, CertificateKind.PHONE_SIGN)

    @property
    def on_phone(self) -> bool:
        """Tell a phone's certificate from a card's."""
        return self in (CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH)
