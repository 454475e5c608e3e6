"""Which certificates a list speaks about: its IssuingDistributionPoint (RFC 5280, 5.2.5)."""

from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.problems import MalformedList

_POINT, _PEOPLE, _AUTHORITIES, _REASONS, _INDIRECT, _ATTRIBUTES = 0xA0, 0x81, 0x82, 0x83, 0x84, 0x85
_ORDER = {
    tag: tag & 0x1F for tag in (_POINT, _PEOPLE, _AUTHORITIES, _REASONS, _INDIRECT, _ATTRIBUTES)
}
_FULL_NAME, _RELATIVE_NAME = 0xA0, 0xA1
_TRUE = b"\xff"


@frozen(kw_only=True)
class Scope:
    """An IssuingDistributionPoint."""

    full_name: tuple[bytes, ...] = ()
    """The GeneralNames of the distribution point, DER each."""
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
        parts: dict[int, der.Element] = {}
        for part in der.read(octets, der.Tag.SEQUENCE):
            if part.tag not in _ORDER or any(_ORDER[part.tag] <= _ORDER[tag] for tag in parts):
                raise _unreadable(part)
            parts[part.tag] = part
        full_name, relative_name = _names(parts.get(_POINT))
        return cls(
            full_name=full_name,
            relative_name=relative_name,
            only_people=_flag(parts.get(_PEOPLE)),
            only_authorities=_flag(parts.get(_AUTHORITIES)),
            only_attributes=_flag(parts.get(_ATTRIBUTES)),
            indirect=_flag(parts.get(_INDIRECT)),
            some_reasons=parts[_REASONS].value if _REASONS in parts else b"",
        )


def _flag(part: der.Element | None) -> bool:
    """Read a flag, which is written only where it is true."""
    if part is not None and part.value != _TRUE:
        raise _unreadable(part)
    return part is not None


def _names(part: der.Element | None) -> tuple[tuple[bytes, ...], bytes]:
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
