"""How a CA is named: in English, in Japanese, and as the place of its revocation lists."""

from tegata.pki import der
from tegata.pki.profiles.kinds import Family
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.distinguished_name import (
    COMMON_NAME,
    JAPAN,
    ORGANIZATION,
    UNIT,
    Attribute,
    encode_name,
)
from tegata.pki.x509.general_names import address, directory_name
from tegata.pki.x509.names import KeyId


def authority_name(rulebook: Rulebook, family: Family) -> bytes:
    """Encode the CA's Name: the same through all generations of its keys."""
    return encode_name(*_service(rulebook, family), Attribute(UNIT, rulebook.agency))


def responder_name(rulebook: Rulebook, family: Family, responder: str) -> bytes:
    """Encode the Name of an OCSP responder."""
    return encode_name(*_service(rulebook, family), Attribute(COMMON_NAME, responder))


def japanese_name(rulebook: Rulebook, family: Family) -> bytes:
    """Encode the GeneralNames with the CA's Japanese name: its own, and its subjects' issuer's."""
    name = encode_name(
        JAPAN,
        Attribute(ORGANIZATION, rulebook.japanese_organization),
        Attribute(UNIT, rulebook.japanese_purposes[family]),
        Attribute(UNIT, rulebook.japanese_agency),
    )
    return der.sequence(directory_name(name))


def distribution_point(
    rulebook: Rulebook, family: Family, key: KeyId, municipality: Municipality | None
) -> bytes:
    """Encode the GeneralNames of a revocation list: a municipality's, or the CA's own for None.

    The certificate's distribution point and the list's issuing distribution point must hold the
    same names (RFC 5280, 5.2.5 and 6.3.3): both are made here. The directory name is the same for
    all generations of a CA, as JPKI's is; an address must lead to the list of one key.
    """
    name = directory_name(_place(rulebook, family, municipality))
    if rulebook.crl_base is None:
        return der.sequence(name)
    part = "all" if municipality is None else municipality.code
    return der.sequence(name, address(f"{rulebook.crl_base}/crl/{key}/{part}.crl"))


def _place(rulebook: Rulebook, family: Family, municipality: Municipality | None) -> bytes:
    if municipality is None:
        return authority_name(rulebook, family)
    return encode_name(
        *_service(rulebook, family),
        Attribute(UNIT, "CRL Distribution Points"),
        Attribute(UNIT, municipality.prefecture),
        Attribute(COMMON_NAME, f"{municipality.name} CRLDP"),
    )


def _service(rulebook: Rulebook, family: Family) -> tuple[Attribute, ...]:
    return (
        JAPAN,
        Attribute(ORGANIZATION, rulebook.organization),
        Attribute(UNIT, rulebook.purposes[family]),
    )
