"""What is not known of JPKI's certificates: our choice, and how far it is backed."""

from enum import StrEnum
from typing import Final

from attrs import field, fields_dict, frozen

from tegata.pki.profiles.rulebook import Rulebook


class Evidence(StrEnum):
    """How far a choice is backed."""

    SEEN = "SEEN"
    """Seen in a real certificate, or in code that reads real ones."""
    SECOND_HAND = "2ND"
    """Reported by somebody who saw it."""
    INFERRED = "INF"
    """Concluded from what was seen."""
    UNKNOWN = "UNK"
    """Nothing was found: the choice is ours."""


def _a_field(_instance: object, _attribute: object, name: str) -> None:
    if name not in fields_dict(Rulebook):
        raise ValueError(f"a rulebook has no {name}")


@frozen
class Switch:
    """One uncertain point of the rulebook ``jpki``, and where to turn when more is known."""

    name: str
    turns: str = field(validator=_a_field)
    """The rulebook's field that decides it."""
    evidence: Evidence
    chosen: str
    """What is done, and what the evidence is."""


SWITCHES: Final = (
    Switch(
        "card-sign-policy",
        "policies",
        Evidence.SEEN,
        "…8.5.1.1.20, in a template made from a real certificate",
    ),
    Switch("card-auth-policy", "policies", Evidence.SEEN, "…8.5.1.3.30, in two real certificates"),
    Switch("phone-sign-policy", "policies", Evidence.SECOND_HAND, "…8.5.1.1.40, one report"),
    Switch(
        "phone-auth-policy",
        "policies",
        Evidence.UNKNOWN,
        "…8.5.1.3.50, continuing the row 20, 30, 40",
    ),
    Switch(
        "card-auth-ocsp", "ocsp", Evidence.SEEN, "`http://ocspauthnorm.jpki.go.jp`, without a path"
    ),
    Switch("card-sign-ocsp", "ocsp", Evidence.UNKNOWN, "no responder named, as in the template"),
    Switch("phone-auth-ocsp", "ocsp", Evidence.UNKNOWN, "the responder of card-auth"),
    Switch("phone-sign-ocsp", "ocsp", Evidence.UNKNOWN, "no responder named, as on card-sign"),
    Switch(
        "card-auth-common-name",
        "common_names",
        Evidence.INFERRED,
        "23 characters; day, hour and municipality read from three samples, the rest ours",
    ),
    Switch(
        "card-sign-common-name",
        "common_names",
        Evidence.SECOND_HAND,
        "28 digits, 14 of them like a moment; the other 14 are a number of ours",
    ),
    Switch("phone-common-names", "common_names", Evidence.UNKNOWN, "as on the card"),
    Switch(
        "phone-partition",
        "partitioned",
        Evidence.UNKNOWN,
        "the municipality's list, as for the card",
    ),
    Switch("phone-issuer", "purposes", Evidence.INFERRED, "the card's two CAs, under their names"),
    Switch(
        "serials",
        "serials",
        Evidence.INFERRED,
        "one counter for each CA, its own certificates counted along",
    ),
)
