"""Lints over extensions (RFC 5280, 4.2)."""

from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import read
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.usage import KeyUsage

_MUST_BE_CRITICAL = {ext.NAME_CONSTRAINTS, ext.POLICY_CONSTRAINTS, ext.INHIBIT_ANY_POLICY}
_MUST_BE_PLAIN = {
    ext.AUTHORITY_KEY_IDENTIFIER,
    ext.SUBJECT_KEY_IDENTIFIER,
    ext.AUTHORITY_INFO_ACCESS,
    ext.OCSP_NOCHECK,
}


def criticality(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1 and 4.2.2: what conforming CAs must and must not mark."""
    for found in specimen.certificate.extensions:
        forbidden = _MUST_BE_PLAIN if found.critical else _MUST_BE_CRITICAL
        if found.oid in forbidden:
            return Finding(
                "rfc5280.criticality", f"extension {found.oid} has the wrong criticality"
            )
    return None


def authority_marked(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.9: a CA says so in a critical basicConstraints, and nobody else does."""
    found = specimen.certificate.extension(ext.BASIC_CONSTRAINTS)
    signs = KeyUsage.KEY_CERT_SIGN in _usage(specimen.certificate)
    is_authority = found is not None and read.read_constraints(found.value).authority
    if signs == is_authority and (found is None or found.critical or not is_authority):
        return None
    return Finding(
        "rfc5280.authority", "keyCertSign and a critical cA go together, or neither stands"
    )


def path_length_of_authority(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.9: only a CA limits the path behind it."""
    value = specimen.certificate.value_of(ext.BASIC_CONSTRAINTS)
    constraints = read.Constraints() if value is None else read.read_constraints(value)
    if constraints.authority or constraints.path_length is None:
        return None
    return Finding("rfc5280.path-length", "a path length stands where there is no CA")


def usage_present(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.3: a key usage, critical, with at least one bit."""
    found = specimen.certificate.extension(ext.KEY_USAGE)
    if found is not None and found.critical and read.read_key_usage(found.value):
        return None
    return Finding("rfc5280.key-usage", "there is no critical key usage")


def own_key_identified(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.2, method 1: SHA-1 of the key's bits."""
    if specimen.certificate.subject_key_id == specimen.certificate.key_id.octets:
        return None
    return Finding("rfc5280.subject-key-id", "the subject key identifier is not SHA-1 of the key")


def issuer_key_identified(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.1: the issuer's key is named, unless the certificate is self-signed."""
    found = specimen.certificate
    if found.issuer == found.subject or found.authority_key_id.key_id is not None:
        return None
    return Finding("rfc5280.authority-key-id", "the issuer's key is not identified")


def issuer_and_serial_together(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.1 (X.509): authorityCertIssuer and its serial stand together or not at all."""
    found = specimen.certificate.authority_key_id
    if (found.issuer is None) == (found.serial is None):
        return None
    return Finding("rfc5280.authority-certificate", "the issuer's name or serial stands alone")


def alternative_names_present(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.6 and 4.2.1.7: an alternative name holds at least one name."""
    for oid in (ext.SUBJECT_ALT_NAME, ext.ISSUER_ALT_NAME):
        value = specimen.certificate.value_of(oid)
        names = None if value is None else read.read_names(value)
        if names and not (names.directories or names.addresses or names.others):
            return Finding("rfc5280.alternative-name", f"extension {oid} holds no known name")
    return None


def policies_once(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.2.1.4: no policy stands twice, and one does."""
    value = specimen.certificate.value_of(ext.CERTIFICATE_POLICIES)
    if value is None:
        return None
    policies = [policy.oid for policy in read.read_policies(value)]
    if policies and len(set(policies)) == len(policies):
        return None
    return Finding("rfc5280.policies", "the policies are empty or one of them stands twice")


def _usage(certificate: Certificate) -> KeyUsage:
    value = certificate.value_of(ext.KEY_USAGE)
    return KeyUsage(0) if value is None else read.read_key_usage(value)
