"""Lints over the names that JPKI's certificates carry, attribute by attribute."""

import re

from tegata.pki.der import Tag
from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.profiles.kinds import (
    AUTHORITIES,
    FAMILIES,
    FOR_SIGNATURES,
    HOLDERS,
    CertificateKind,
    Family,
)
from tegata.pki.profiles.rulebook import CommonNameLayout, Rulebook
from tegata.pki.x509.distinguished_name import Attribute, read_name

_LAYOUTS = {
    CommonNameLayout.OFFICE: re.compile(r"\d{6}E[0-9A-Z][1-9A-C][1-9A-V][0-9A-N]\d{8}003A"),
    CommonNameLayout.DIGITS: re.compile(r"\d{28}"),
}
_LOCALITIES = r"L=[A-Z][A-Za-z'-]+-(to|do|fu|ken), L=[A-Z][A-Za-z'-]+-[a-z]+, "


def issuer_named(specimen: Specimen) -> Finding | None:
    """Expect C, O, OU of the purpose, OU of the agency; the country alone is printable."""
    families = _families(specimen.kind)
    names = [_authority(specimen.rulebook, family) for family in families]
    if read_name(specimen.certificate.issuer) in names:
        return None
    return Finding("jpki.issuer", "the issuer's name is not that of the rulebook's CA")


def subject_named(specimen: Specimen) -> Finding | None:
    """Expect a CA to be its own issuer; a holder is C and CN, with two L between for signature."""
    subject = read_name(specimen.certificate.subject)
    shown = ", ".join(map(str, subject))
    if specimen.kind in AUTHORITIES:
        sound = specimen.certificate.subject == specimen.certificate.issuer
    elif specimen.kind in HOLDERS:
        places = _LOCALITIES if specimen.kind in FOR_SIGNATURES else ""
        sound = bool(re.fullmatch(rf"C=JP, {places}CN=[^,]+", shown))
    else:
        sound = (
            shown.count("CN=") == 1 and specimen.certificate.subject != specimen.certificate.issuer
        )
    if sound and _string_types(subject):
        return None
    return Finding("jpki.subject", "the subject's name is not that of its kind")


def common_name_layout(specimen: Specimen) -> Finding | None:
    """Expect a holder's common name in the layout of its kind."""
    layout = specimen.rulebook.common_names.get(specimen.kind)
    name = read_name(specimen.certificate.subject)[-1].text
    if layout is None or _LAYOUTS[layout].fullmatch(name):
        return None
    return Finding("jpki.common-name", f"the common name is not of the layout {layout.value}")


def _families(kind: CertificateKind) -> tuple[Family, ...]:
    family = FAMILIES.get(kind)
    return tuple(Family) if family is None else (family,)


def _authority(rulebook: Rulebook, family: Family) -> tuple[Attribute, ...]:
    return (
        Attribute("2.5.4.6", "JP", Tag.PRINTABLE_STRING),
        Attribute("2.5.4.10", rulebook.organization),
        Attribute("2.5.4.11", rulebook.purposes[family]),
        Attribute("2.5.4.11", rulebook.agency),
    )


def _string_types(name: tuple[Attribute, ...]) -> bool:
    country, *others = name
    return country.tag == Tag.PRINTABLE_STRING and all(
        each.tag == Tag.UTF8_STRING for each in others
    )
