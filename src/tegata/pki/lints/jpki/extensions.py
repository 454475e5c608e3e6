"""Lints over the extensions of JPKI's certificates: their order, and what they must say."""

from typing import Final

from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.profiles.kinds import AUTHORITIES, CertificateKind
from tegata.pki.x509 import read
from tegata.pki.x509.usage import KeyUsage

# Written once more, and apart from the profiles' table: a change there must be made here as well.
_CA = "!2.5.29.15 2.5.29.17 !2.5.29.19 2.5.29.31 2.5.29.14"
_SIGN = "!2.5.29.15 2.5.29.17 !2.5.29.32 2.5.29.18 2.5.29.31 2.5.29.35 2.5.29.14"
_AUTH = "!2.5.29.15 2.5.29.37 !2.5.29.32 2.5.29.18 2.5.29.31 2.5.29.35 2.5.29.14"
_ACCESS, _AFTER = "1.3.6.1.5.5.7.1.1", "2.5.29.35"

ORDER: Final = {
    CertificateKind.SIGN_CA: _CA,
    CertificateKind.AUTH_CA: _CA,
    CertificateKind.OCSP_RESPONDER: "!2.5.29.15 2.5.29.37 1.3.6.1.5.5.7.48.1.5 2.5.29.35 2.5.29.14",
    CertificateKind.CARD_SIGN: _SIGN,
    CertificateKind.CARD_AUTH: _AUTH,
    CertificateKind.PHONE_SIGN: _SIGN,
    CertificateKind.PHONE_AUTH: _AUTH,
}
"""The extensions of each kind in order, critical ones marked, without the responder's address."""

_SIGNS_CERTIFICATES = KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN
_SIGNS_DOCUMENTS = KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION
_USAGES = {
    CertificateKind.SIGN_CA: _SIGNS_CERTIFICATES,
    CertificateKind.AUTH_CA: _SIGNS_CERTIFICATES,
    CertificateKind.CARD_SIGN: _SIGNS_DOCUMENTS,
    CertificateKind.PHONE_SIGN: _SIGNS_DOCUMENTS,
}
_PURPOSES = {
    CertificateKind.CARD_AUTH: ("1.3.6.1.5.5.7.3.2",),
    CertificateKind.PHONE_AUTH: ("1.3.6.1.5.5.7.3.2",),
    CertificateKind.OCSP_RESPONDER: ("1.3.6.1.5.5.7.3.9",),
}


def extension_order(specimen: Specimen) -> Finding | None:
    """Expect the extensions of the kind, in their order, each critical or not."""
    expected = ORDER[specimen.kind]
    if specimen.kind in specimen.rulebook.ocsp:
        expected = expected.replace(_AFTER, f"{_ACCESS} {_AFTER}")
    found = " ".join(
        f"{'!' if each.critical else ''}{each.oid}" for each in specimen.certificate.extensions
    )
    if found == expected:
        return None
    return Finding("jpki.extensions", "the extensions are not those of the kind, in its order")


def key_usage(specimen: Specimen) -> Finding | None:
    """Let a key certify, or sign documents, or sign in: never two of them."""
    expected = _USAGES.get(specimen.kind, KeyUsage.DIGITAL_SIGNATURE)
    value = specimen.certificate.value_of("2.5.29.15")
    if value is not None and read.read_key_usage(value) == expected:
        return None
    return Finding("jpki.key-usage", "the key usage is not that of the kind")


def purposes(specimen: Specimen) -> Finding | None:
    """Expect clients' purpose for authentication, OCSP for responders, none for others."""
    value = specimen.certificate.value_of("2.5.29.37")
    found = () if value is None else read.read_extended_key_usage(value)
    if found == _PURPOSES.get(specimen.kind, ()):
        return None
    return Finding("jpki.purposes", "the extended key usage is not that of the kind")


def policy(specimen: Specimen) -> Finding | None:
    """Expect the policy of the kind with the practice statement; none where nobody holds it."""
    value = specimen.certificate.value_of("2.5.29.32")
    found = () if value is None else read.read_policies(value)
    oid = specimen.rulebook.policies.get(specimen.kind)
    if found == (() if oid is None else (read.Policy(oid, specimen.rulebook.cps),)):
        return None
    return Finding("jpki.policy", "the policy is not that of the kind")


def responder_address(specimen: Specimen) -> Finding | None:
    """Expect the responder's address of the rulebook."""
    value = specimen.certificate.value_of(_ACCESS)
    found = () if value is None else read.read_ocsp_access(value)
    address = specimen.rulebook.ocsp.get(specimen.kind)
    if found == (() if address is None else (address,)):
        return None
    return Finding("jpki.responder-address", "the responder's address is not the rulebook's")


def issuer_fully_identified(specimen: Specimen) -> Finding | None:
    """Expect the issuer by key, name and serial: all generations share one name."""
    found = specimen.certificate.authority_key_id
    complete = None not in {found.key_id, found.issuer, found.serial}
    same_name = found.issuer == specimen.certificate.issuer
    if specimen.kind in AUTHORITIES or (complete and same_name):
        return None
    return Finding("jpki.authority-key-id", "the issuer is not identified by key, name and serial")
