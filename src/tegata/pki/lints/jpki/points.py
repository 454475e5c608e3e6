"""Lints over where JPKI's certificates say that their revocation is listed, and by whom."""

from tegata.pki.der import Tag
from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.profiles.kinds import AUTHORITIES, FAMILIES
from tegata.pki.x509 import read
from tegata.pki.x509.distinguished_name import Attribute, read_name

_ISSUER_ALT_NAME, _SUBJECT_ALT_NAME, _POINTS = "2.5.29.18", "2.5.29.17", "2.5.29.31"


def one_point(specimen: Specimen) -> Finding | None:
    """Expect one point with one directory name, and an address only where lists are served."""
    value = specimen.certificate.value_of(_POINTS)
    points = () if value is None else read.read_distribution_points(value)
    count = 1 if specimen.kind in FAMILIES else 0
    base = specimen.rulebook.crl_base
    addresses = tuple(address for point in points for address in point.addresses)
    served = len(addresses) == (0 if base is None else count) and all(
        address.startswith(f"{base}/crl/") for address in addresses
    )
    if len(points) == count and all(len(point.directories) == 1 for point in points) and served:
        return None
    return Finding("jpki.distribution-point", "the distribution point is not one directory name")


def point_of_the_family(specimen: Specimen) -> Finding | None:
    """Expect a list named as its issuer is, and for a holder by a municipality besides."""
    value = specimen.certificate.value_of(_POINTS)
    for point in () if value is None else read.read_distribution_points(value):
        for directory in point.directories:
            if not _belongs(specimen, read_name(directory)):
                return Finding("jpki.distribution-name", "the list's name is not the issuer's")
    return None


def japanese_name(specimen: Specimen) -> Finding | None:
    """Expect the CA's Japanese name: its own alternative name, and its holders' issuer's."""
    oid = _SUBJECT_ALT_NAME if specimen.kind in AUTHORITIES else _ISSUER_ALT_NAME
    family = FAMILIES.get(specimen.kind)
    if family is None:
        return None
    value = specimen.certificate.value_of(oid)
    names = () if value is None else read.read_names(value).directories
    expected = (
        Attribute("2.5.4.6", "JP", Tag.PRINTABLE_STRING),
        Attribute("2.5.4.10", specimen.rulebook.japanese_organization),
        Attribute("2.5.4.11", specimen.rulebook.japanese_purposes[family]),
        Attribute("2.5.4.11", specimen.rulebook.japanese_agency),
    )
    if [read_name(name) for name in names] == [expected]:
        return None
    return Finding("jpki.japanese-name", "the Japanese name of the CA is not the rulebook's")


def _belongs(specimen: Specimen, name: tuple[Attribute, ...]) -> bool:
    issuer = read_name(specimen.certificate.issuer)
    if specimen.kind not in specimen.rulebook.partitioned:
        return name == issuer
    head, tail = name[:3], [each.text for each in name[3:]]
    return (
        head == issuer[:3]
        and tail[:1] == ["CRL Distribution Points"]
        and len(tail) == 3  # noqa: PLR2004 - heading, prefecture, municipality
        and tail[2].endswith(" CRLDP")
    )
