"""The table of profiles: every kind of certificate, field for field (reference: docs/rooms/pki.md)."""

from collections.abc import Mapping
from typing import Final

from tegata.pki import der
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.profile import (
    Profile,
    a_number,
    a_resident,
    a_responder,
    always,
    critical,
    ordinary,
    the_four_items,
    the_issuer,
    the_issuer_key,
    the_japanese_name,
    the_list_of_the_authority,
    the_list_of_the_place,
    the_own_key,
    the_policy,
    the_responder,
    usage,
)
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import write
from tegata.pki.x509.usage import KeyUsage

_AUTHORITY = (
    critical(ext.KEY_USAGE, usage(KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN)),
    ordinary(ext.SUBJECT_ALT_NAME, the_japanese_name),
    critical(ext.BASIC_CONSTRAINTS, always(write.authority_constraints())),
    ordinary(ext.CRL_DISTRIBUTION_POINTS, the_list_of_the_authority),
    ordinary(ext.SUBJECT_KEY_IDENTIFIER, the_own_key),
)

_SIGN = (
    critical(ext.KEY_USAGE, usage(KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION)),
    ordinary(ext.SUBJECT_ALT_NAME, the_four_items),
    critical(ext.CERTIFICATE_POLICIES, the_policy),
    ordinary(ext.ISSUER_ALT_NAME, the_japanese_name),
    ordinary(ext.CRL_DISTRIBUTION_POINTS, the_list_of_the_place),
    ordinary(ext.AUTHORITY_INFO_ACCESS, the_responder),
    ordinary(ext.AUTHORITY_KEY_IDENTIFIER, the_issuer_key),
    ordinary(ext.SUBJECT_KEY_IDENTIFIER, the_own_key),
)

_AUTH = (
    critical(ext.KEY_USAGE, usage(KeyUsage.DIGITAL_SIGNATURE)),
    ordinary(ext.EXTENDED_KEY_USAGE, always(write.extended_key_usage(ext.CLIENT_AUTH))),
    critical(ext.CERTIFICATE_POLICIES, the_policy),
    ordinary(ext.ISSUER_ALT_NAME, the_japanese_name),
    ordinary(ext.CRL_DISTRIBUTION_POINTS, the_list_of_the_place),
    ordinary(ext.AUTHORITY_INFO_ACCESS, the_responder),
    ordinary(ext.AUTHORITY_KEY_IDENTIFIER, the_issuer_key),
    ordinary(ext.SUBJECT_KEY_IDENTIFIER, the_own_key),
)

_RESPONDER = (
    critical(ext.KEY_USAGE, usage(KeyUsage.DIGITAL_SIGNATURE)),
    ordinary(ext.EXTENDED_KEY_USAGE, always(write.extended_key_usage(ext.OCSP_SIGNING))),
    ordinary(ext.OCSP_NOCHECK, always(der.null())),
    ordinary(ext.AUTHORITY_KEY_IDENTIFIER, the_issuer_key),
    ordinary(ext.SUBJECT_KEY_IDENTIFIER, the_own_key),
)

PROFILES: Final[Mapping[CertificateKind, Profile]] = {
    profile.kind: profile
    for profile in (
        Profile(CertificateKind.SIGN_CA, the_issuer, _AUTHORITY),
        Profile(CertificateKind.AUTH_CA, the_issuer, _AUTHORITY),
        Profile(CertificateKind.OCSP_RESPONDER, a_responder, _RESPONDER),
        Profile(CertificateKind.CARD_SIGN, a_resident, _SIGN),
        Profile(CertificateKind.CARD_AUTH, a_number, _AUTH),
        Profile(CertificateKind.PHONE_SIGN, a_resident, _SIGN),
        Profile(CertificateKind.PHONE_AUTH, a_number, _AUTH),
    )
}
