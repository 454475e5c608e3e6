"""General names (RFC 5280, 4.2.1.6): directory names, addresses, and names of other kinds."""

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element
from tegata.pki.x509.walk import Walk, decode, read_text

_OTHER, _ADDRESS, _DIRECTORY = 0xA0, 0x86, 0xA4


def directory_name(name: bytes) -> bytes:
    """Encode a directoryName around a Name."""
    return der.explicit(4, name)


def address(uri: str) -> bytes:
    """Encode a uniformResourceIdentifier."""
    return der.implicit(6, uri.encode("ascii"))


def other_name(oid: str, text: str) -> bytes:
    """Encode an otherName whose value is text in UTF-8."""
    return der.element(_OTHER, der.object_identifier(oid), der.explicit(0, der.text(text)))


@frozen
class GeneralNames:
    """The names of an encoding, each kind in the order in which it stands."""

    directories: tuple[bytes, ...]
    addresses: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    """Dotted type and text, where the value is text."""


def read_general_names(found: Element) -> GeneralNames:
    """Read the names inside an element, whatever its tag. Raises MalformedDer."""
    names = tuple(found)
    return GeneralNames(
        tuple(_inside(name).encoding for name in names if name.tag == _DIRECTORY),
        tuple(decode(name, "ascii") for name in names if name.tag == _ADDRESS),
        tuple(_other(name) for name in names if name.tag == _OTHER),
    )


def _inside(found: Element) -> Element:
    walk = Walk(found)
    inner = walk.take()
    walk.end()
    return inner


def _other(found: Element) -> tuple[str, str]:
    walk = Walk(found)
    oid = der.read_object_identifier(walk.take())
    value = _inside(walk.take(0xA0))
    walk.end()
    return oid, read_text(value)
