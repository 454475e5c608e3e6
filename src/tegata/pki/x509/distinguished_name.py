"""Distinguished names (RFC 5280, 4.1.2.4): attributes in order, each in its own string type."""

from functools import lru_cache
from typing import Final

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.walk import Walk, read_text

COMMON_NAME: Final = "2.5.4.3"
COUNTRY: Final = "2.5.4.6"
LOCALITY: Final = "2.5.4.7"
ORGANIZATION: Final = "2.5.4.10"
UNIT: Final = "2.5.4.11"

_SHORT = {COMMON_NAME: "CN", COUNTRY: "C", LOCALITY: "L", ORGANIZATION: "O", UNIT: "OU"}


@frozen
class Attribute:
    """One attribute of a name. JPKI writes the country printable and everything else in UTF-8."""

    kind: str
    """The dotted attribute type."""
    text: str
    tag: int = Tag.UTF8_STRING

    @property
    def encoding(self) -> bytes:
        """The RelativeDistinguishedName that holds this attribute alone."""
        return _relative_name(self.kind, self.text, self.tag)

    def __str__(self) -> str:
        return f"{_SHORT.get(self.kind, self.kind)}={self.text}"


@lru_cache(maxsize=4096)
def _relative_name(kind: str, text: str, tag: int) -> bytes:
    # Nearly every attribute is one of a few: the issuer's, and a municipality's.
    return der.set_of(der.sequence(der.object_identifier(kind), der.text(text, tag)))


JAPAN: Final = Attribute(COUNTRY, "JP", Tag.PRINTABLE_STRING)


def encode_name(*attributes: Attribute) -> bytes:
    """Encode a Name with one attribute in each relative name."""
    return der.sequence(*(attribute.encoding for attribute in attributes))


def read_name(name: bytes) -> tuple[Attribute, ...]:
    """Read a Name's attributes in order. Raises MalformedDer."""
    return tuple(
        _attribute(Walk(pair)) for relative in der.read(name, Tag.SEQUENCE) for pair in relative
    )


def show_name(name: bytes) -> str:
    """Write a Name for people, in the order of its encoding. Raises MalformedDer."""
    return ", ".join(map(str, read_name(name)))


def check_name(name: der.Element) -> bytes:
    """Check that an element is a Name, whatever its string types. Raises MalformedDer."""
    for relative in name:
        pairs = list(relative)
        if relative.tag != Tag.SET or not pairs:
            raise MalformedDer(position=str(relative.start), why="a relative name must stand here")
        for pair in map(Walk, pairs):
            der.read_object_identifier(pair.take())
            pair.take()
            pair.end()
    return name.encoding


def _attribute(pair: Walk) -> Attribute:
    kind, value = der.read_object_identifier(pair.take()), pair.take()
    pair.end()
    return Attribute(kind, read_text(value), value.tag)
