"""The extensions of a list that this product understands (RFC 5280, 5.2)."""

from typing import Final, Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.crl.problems import ListExtensionUnknown, MalformedList
from tegata.pki.crl.scope import Scope
from tegata.pki.der import Element, Tag
from tegata.pki.x509.extensions import AUTHORITY_KEY_IDENTIFIER, read_extensions
from tegata.pki.x509.read import read_authority_key_id
from tegata.pki.x509.walk import Walk

LIST_NUMBER: Final = "2.5.29.20"
DELTA_INDICATOR: Final = "2.5.29.27"
ISSUING_DISTRIBUTION_POINT: Final = "2.5.29.28"

_KNOWN = {LIST_NUMBER, DELTA_INDICATOR, ISSUING_DISTRIBUTION_POINT, AUTHORITY_KEY_IDENTIFIER}


@frozen
class ListExtensions:
    """What a list says in its extensions; None where it does not say it."""

    number: int | None
    base: int | None
    issuer_key: bytes | None
    scope: Scope | None

    @classmethod
    def read(cls, found: Element | None, version: Element | None) -> Self:
        """Read the extensions field, where there is one.

        Raises MalformedDer, MalformedList, ListExtensionUnknown.
        """
        values = {} if found is None else _values(found)
        if version is not None and der.read_integer(version) != 1:
            raise MalformedList(position=str(version.start), why="its version is not 2")
        if version is None and found is not None:
            raise MalformedList(position=str(found.start), why="extensions need version 2")
        key, scope = values.get(AUTHORITY_KEY_IDENTIFIER), values.get(ISSUING_DISTRIBUTION_POINT)
        return cls(
            _number(values.get(LIST_NUMBER)),
            _number(values.get(DELTA_INDICATOR)),
            None if key is None else read_authority_key_id(key).key_id,
            None if scope is None else Scope.parse(scope),
        )


def _values(found: Element) -> dict[str, bytes]:
    walk = Walk(found)
    extensions = read_extensions(walk.take(Tag.SEQUENCE))
    walk.end()
    for each in extensions:
        if each.critical and each.oid not in _KNOWN:
            raise ListExtensionUnknown(extension=each.oid)
    return {each.oid: each.value for each in extensions}


def _number(value: bytes | None) -> int | None:
    if value is None:
        return None
    number = der.read_integer(der.read(value))
    if number < 0:
        raise MalformedList(position="0", why="its number is negative")
    return number
