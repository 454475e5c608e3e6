"""Lints over the fields before the extensions (RFC 5280, 4.1)."""

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.x509.signature import SHA256_WITH_RSA

_VERSION_3 = 3
_FIRST_GENERALIZED_YEAR = 2050


def version_3(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.1.2.1: extensions, which every profile has, need version 3."""
    if specimen.certificate.version == _VERSION_3:
        return None
    return Finding("rfc5280.version", f"the version is {specimen.certificate.version}, not 3")


def period_in_order(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.1.2.5: a certificate is valid from its first to its last second."""
    found = specimen.certificate
    if found.not_before < found.not_after:
        return None
    return Finding("rfc5280.period", "the certificate ends before it begins")


def time_form(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on."""
    validity = list(der.read(specimen.certificate.tbs))[4]
    for time in validity:
        late = der.read_time(time).year >= _FIRST_GENERALIZED_YEAR
        if (time.tag == Tag.GENERALIZED_TIME) != late:
            return Finding("rfc5280.time-form", "a time is written in the other form's years")
    return None


def sha256_with_rsa(specimen: Specimen) -> Finding | None:
    """RFC 4055, 5: the algorithm is sha256WithRSAEncryption, and its parameters are NULL."""
    expected = der.sequence(der.object_identifier(SHA256_WITH_RSA), der.null())
    if list(der.read(specimen.certificate.tbs))[2].encoding == expected:
        return None
    return Finding("rfc5280.algorithm", "the algorithm is not sha256WithRSAEncryption with NULL")
