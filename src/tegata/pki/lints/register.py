"""Every lint there is, in one tuple; and running them."""

from typing import Final

from tegata.kit.core.problem import Problem
from tegata.pki.lints.finding import Finding, Lint, Specimen
from tegata.pki.lints.jpki import extensions as jpki_extensions
from tegata.pki.lints.jpki import names as jpki_names
from tegata.pki.lints.jpki import numbers, personal, points
from tegata.pki.lints.keys import weak
from tegata.pki.lints.rfc5280 import extensions, fields, names
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.certificate import Certificate, assemble

LINTS: Final[tuple[Lint, ...]] = (
    fields.version_3,
    fields.period_in_order,
    fields.time_form,
    fields.sha256_with_rsa,
    names.names_present,
    names.names_in_length,
    names.string_types,
    names.country_code,
    extensions.criticality,
    extensions.authority_marked,
    extensions.path_length_of_authority,
    extensions.usage_present,
    extensions.own_key_identified,
    extensions.issuer_key_identified,
    extensions.issuer_and_serial_together,
    extensions.alternative_names_present,
    extensions.policies_once,
    jpki_names.issuer_named,
    jpki_names.subject_named,
    jpki_names.common_name_layout,
    jpki_extensions.extension_order,
    jpki_extensions.key_usage,
    jpki_extensions.purposes,
    jpki_extensions.policy,
    jpki_extensions.responder_address,
    jpki_extensions.issuer_fully_identified,
    points.one_point,
    points.point_of_the_family,
    points.japanese_name,
    personal.six_items_in_order,
    personal.items_readable,
    personal.repertoire,
    personal.no_personal_data,
    numbers.serial_size,
    numbers.key_size,
    numbers.last_second,
    numbers.not_too_long,
    weak.small_factors,
    weak.close_primes,
    weak.roca,
)

_NO_SIGNATURE = bytes(256)
UNREADABLE: Final = "rfc5280.unreadable"


def findings(tbs: bytes, kind: CertificateKind, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Lint what is to be signed, before it is: an empty tuple lets it pass."""
    try:
        certificate = Certificate.parse(assemble(tbs, _NO_SIGNATURE))
    except Problem as refusal:
        return (Finding(UNREADABLE, str(refusal)),)
    return findings_of(certificate, kind, rulebook)


def findings_of(
    certificate: Certificate, kind: CertificateKind, rulebook: Rulebook
) -> tuple[Finding, ...]:
    """Lint a certificate that is signed already."""
    specimen = Specimen(certificate, kind, rulebook)
    found = (_run(lint, specimen) for lint in LINTS)
    return tuple(finding for finding in found if finding is not None)


def _run(lint: Lint, specimen: Specimen) -> Finding | None:
    try:
        return lint(specimen)
    except Problem as refusal:
        return Finding(UNREADABLE, str(refusal))
