"""Lints over the names of issuer and subject (RFC 5280, 4.1.2.4 and appendix A)."""

import re
from collections.abc import Iterator

from tegata.pki.der import Tag
from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.x509.distinguished_name import (
    COMMON_NAME,
    COUNTRY,
    LOCALITY,
    ORGANIZATION,
    UNIT,
    Attribute,
    read_name,
)

_LONGEST = {COMMON_NAME: 64, ORGANIZATION: 64, UNIT: 64, LOCALITY: 128, COUNTRY: 2}


def names_present(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.1.2.4: the issuer is named; here the subject always is as well."""
    if read_name(specimen.certificate.issuer) and read_name(specimen.certificate.subject):
        return None
    return Finding("rfc5280.name-empty", "the issuer or the subject has no name")


def names_in_length(specimen: Specimen) -> Finding | None:
    """RFC 5280, A.1: each attribute has an upper bound."""
    for attribute in _attributes(specimen):
        longest = _LONGEST.get(attribute.kind, 64)
        if not 1 <= len(attribute.text) <= longest:
            return Finding("rfc5280.name-length", f"an attribute has not 1 to {longest} characters")
    return None


def string_types(specimen: Specimen) -> Finding | None:
    """RFC 5280, 4.1.2.4: new names are printable or in UTF-8."""
    if all(each.tag in {Tag.UTF8_STRING, Tag.PRINTABLE_STRING} for each in _attributes(specimen)):
        return None
    return Finding("rfc5280.name-string", "an attribute is neither printable nor in UTF-8")


def country_code(specimen: Specimen) -> Finding | None:
    """RFC 5280, A.1: a country is two letters of ISO 3166, as a PrintableString."""
    for attribute in _attributes(specimen):
        sound = re.fullmatch("[A-Z]{2}", attribute.text) and attribute.tag == Tag.PRINTABLE_STRING
        if attribute.kind == COUNTRY and not sound:
            return Finding("rfc5280.country", "the country is not two printable capitals")
    return None


def _attributes(specimen: Specimen) -> Iterator[Attribute]:
    yield from read_name(specimen.certificate.issuer)
    yield from read_name(specimen.certificate.subject)
