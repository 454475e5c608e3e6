"""Lints over personal data: whole in signature certificates, absent from all others."""

from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.profiles.kinds import FOR_SIGNATURES
from tegata.pki.x509.personal_data import PersonalData, needs_substitute
from tegata.pki.x509.read import read_names

_SUBJECT_ALT_NAME = "2.5.29.17"
_ORDER = [f"1.2.392.200149.8.5.5.{number}" for number in (1, 4, 3, 5, 2, 6)]


def six_items_in_order(specimen: Specimen) -> Finding | None:
    """Expect the six items in the order of cards."""
    if specimen.kind not in FOR_SIGNATURES or _items(specimen) == _ORDER:
        return None
    return Finding("jpki.personal-order", "the personal data are not the six items in order")


def items_readable(specimen: Specimen) -> Finding | None:
    """Expect each item in its form; a finding never shows what it holds."""
    if specimen.kind in FOR_SIGNATURES:
        PersonalData.parse(specimen.certificate.value_of(_SUBJECT_ALT_NAME) or b"")
    return None


def repertoire(specimen: Specimen) -> Finding | None:
    """Expect a spelling in JIS X 0208 and 0212, with substitutes for the rest."""
    if specimen.kind not in FOR_SIGNATURES:
        return None
    held = PersonalData.parse(specimen.certificate.value_of(_SUBJECT_ALT_NAME) or b"")
    if not any(map(needs_substitute, held.name.text + held.address.text)):
        return None
    return Finding("jpki.repertoire", "a character that needs a substitute stands as it is")


def no_personal_data(specimen: Specimen) -> Finding | None:
    """Let nothing but a signature certificate say who its holder is."""
    if specimen.kind in FOR_SIGNATURES or not _items(specimen):
        return None
    return Finding("jpki.personal-data", "personal data stand in a certificate of another kind")


def _items(specimen: Specimen) -> list[str]:
    value = specimen.certificate.value_of(_SUBJECT_ALT_NAME)
    return [] if value is None else [oid for oid, _text in read_names(value).others]
