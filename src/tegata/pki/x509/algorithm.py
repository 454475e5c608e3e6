"""Algorithm identifiers (RFC 5280, 4.1.1.2): the name, and parameters where they may stand."""

from typing import Final

from tegata.pki import der
from tegata.pki.der import Element
from tegata.pki.problems import MalformedDer

_ADMITTED = frozenset({b"", der.null()})
_WITHOUT_PARAMETERS: Final = frozenset(f"1.2.840.113549.1.1.{n}" for n in (1, 5, 11, 12, 13))
"""rsaEncryption and the PKCS#1 v1.5 signatures, whose parameters are NULL, or left out by some (RFC 4055, 5)."""


def read_algorithm(found: Element) -> str:
    """Read the dotted name of an AlgorithmIdentifier. Raises MalformedDer."""
    fields = list(found)
    if not 1 <= len(fields) <= 2:  # noqa: PLR2004 - name and parameters
        raise MalformedDer(position=str(found.start), why="an algorithm must stand here")
    name = der.read_object_identifier(fields[0])
    parameters = fields[-1].encoding if len(fields) > 1 else b""
    if name in _WITHOUT_PARAMETERS and parameters not in _ADMITTED:
        raise MalformedDer(position=str(found.start), why="the parameters must be NULL")
    return name
