"""Extensions of a certificate (RFC 5280, 4.2): the list itself, and the names of its members."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.walk import Walk, read_boolean

SUBJECT_KEY_IDENTIFIER: Final = "2.5.29.14"
KEY_USAGE: Final = "2.5.29.15"
SUBJECT_ALT_NAME: Final = "2.5.29.17"
ISSUER_ALT_NAME: Final = "2.5.29.18"
BASIC_CONSTRAINTS: Final = "2.5.29.19"
NAME_CONSTRAINTS: Final = "2.5.29.30"
CRL_DISTRIBUTION_POINTS: Final = "2.5.29.31"
CERTIFICATE_POLICIES: Final = "2.5.29.32"
POLICY_MAPPINGS: Final = "2.5.29.33"
AUTHORITY_KEY_IDENTIFIER: Final = "2.5.29.35"
POLICY_CONSTRAINTS: Final = "2.5.29.36"
EXTENDED_KEY_USAGE: Final = "2.5.29.37"
INHIBIT_ANY_POLICY: Final = "2.5.29.54"
AUTHORITY_INFO_ACCESS: Final = "1.3.6.1.5.5.7.1.1"
OCSP_NOCHECK: Final = "1.3.6.1.5.5.7.48.1.5"

CLIENT_AUTH: Final = "1.3.6.1.5.5.7.3.2"
OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"


@frozen
class Extension:
    """One extension: its name, whether a reader must know it, and the encoding of its value."""

    oid: str
    critical: bool
    value: bytes

    @property
    def encoding(self) -> bytes:
        """The Extension, with ``critical`` left out where it is the default."""
        mark = der.boolean(truth=True) if self.critical else b""
        return der.sequence(der.object_identifier(self.oid), mark, der.octet_string(self.value))


def encode_extensions(*extensions: Extension) -> bytes:
    """Encode Extensions in the given order."""
    return der.sequence(*(extension.encoding for extension in extensions))


def read_extensions(found: Element) -> tuple[Extension, ...]:
    """Read Extensions; none may stand twice (RFC 5280, 4.2). Raises MalformedDer."""
    extensions = tuple(_each(found))
    if len({extension.oid for extension in extensions}) != len(extensions) or not extensions:
        raise MalformedDer(
            position=str(found.start), why="each extension stands once, and one does"
        )
    return extensions


def _each(found: Element) -> Iterator[Extension]:
    for item in found:
        walk = Walk(item)
        oid = der.read_object_identifier(walk.take())
        mark = walk.take_if(Tag.BOOLEAN)
        critical = mark is not None and read_boolean(mark)
        if mark is not None and not critical:
            raise MalformedDer(position=str(mark.start), why="a default value is left out in DER")
        value = walk.take(Tag.OCTET_STRING).value
        walk.end()
        yield Extension(oid, critical, value)
