"""What a lint looks at, and what it may find."""

from collections.abc import Callable

from attrs import frozen

from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.certificate import Certificate


@frozen
class Specimen:
    """A certificate, and what it is meant to be."""

    certificate: Certificate
    kind: CertificateKind
    rulebook: Rulebook


@frozen
class Finding:
    """A defect: ``code`` names the lint for ever, the sentence says what is wrong."""

    code: str
    sentence: str


Lint = Callable[[Specimen], Finding | None]
