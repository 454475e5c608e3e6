"""Which certificates a list speaks about: its IssuingDistributionPoint (RFC 5280, 5.2.5)."""

from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.problems import MalformedList
from tegata.pki.x509.walk import Walk

_FULL_NAME, _RELATIVE_NAME = 0xA0, 0xA1
_TRUE = b"\xff"


@frozen(kw_only=True)
class Scope:
    """An IssuingDistributionPoint."""

    full_name: tuple[bytes, ...] = ()
    """The GeneralNames of the distribution point, each as encoded."""
    relative_name: bytes = b""
    """Its name relative to the issuer's, as the content of a RelativeDistinguishedName."""
    only_people: bool = False
    """Only end-entity certificates."""
    only_authorities: bool = False
    only_attributes: bool = False
    indirect: bool = False
    """Certificates of other issuers stand on the list too."""
    some_reasons: bytes = b""
    """The octets of onlySomeReasons; empty when the list covers every reason."""

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read the extension's value. Raises MalformedDer, MalformedList."""
        walk = Walk.of(octets)
        full_name, relative_name = _point(walk.take_if(0xA0))
        people, authorities = _flag(walk.take_if(0x81)), _flag(walk.take_if(0x82))
        reasons = walk.take_if(0x83)
        indirect, attributes = _flag(walk.take_if(0x84)), _flag(walk.take_if(0x85))
        walk.end()
        return cls(
            full_name=full_name,
            relative_name=relative_name,
            only_people=people,
            only_authorities=authorities,
            only_attributes=attributes,
            indirect=indirect,
            some_reasons=b"" if reasons is None else reasons.value,
        )


def _flag(part: der.Element | None) -> bool:
    """Read a flag, which is written only where it is true."""
    if part is not None and part.value != _TRUE:
        raise _unreadable(part)
    return part is not None


def _point(part: der.Element | None) -> tuple[tuple[bytes, ...], bytes]:
    match [] if part is None else list(part):
        case [name] if name.tag == _FULL_NAME and name.end > name.content:
            return tuple(each.encoding for each in name), b""
        case [name] if name.tag == _RELATIVE_NAME and name.end > name.content:
            return (), name.value
    if part is not None:
        raise _unreadable(part)
    return (), b""


def _unreadable(part: der.Element) -> MalformedList:
    return MalformedList(position=str(part.start), why="its scope cannot be read")
