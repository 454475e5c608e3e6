"""Reads a person's certificate in the one layout that JPKI issues, without making objects.

A relying party reads a certificate for every act, and the signature under it takes some 17 µs;
the general reader of ``pki.x509`` takes several times as long. Any other layout is refused here.
"""

from datetime import datetime

from attrs import frozen

from tegata.pki.der import Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.verify.claims import Claims, read_claims
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

_VERSION_3 = b"\xa0\x03\x02\x01\x02"
_EXTENSIONS = 0xA3
_UTC_TIME = 15  # 17 0d YYMMDDhhmmssZ
_OID = 5  # 06 03 55 1d and the number
_OWN = frozenset({b"\x06\x03\x55\x1d\x0e", b"\x06\x03\x55\x1d\x11"})
"""Subject key identifier and subject alternative name: known, the person's own, not judged."""
_MOST_SHARED = 2048
"""Octets of the other extensions: three times what JPKI's take, and what may be kept of them."""
_SERIALS_END = 1 << 159
_NINETIES = b"5"
_SHORT, _ONE, _TWO = 0x80, 0x81, 0x82


@frozen
class Leaf:
    """A person's certificate, as far as a path check looks into it."""

    der: bytes
    tbs: bytes
    """The exact octets that were signed."""
    serial: int
    issuer: bytes
    """The issuer's Name, in DER."""
    not_before: datetime
    not_after: datetime
    claims: Claims
    signature: bytes


def read_leaf(octets: bytes) -> Leaf:
    """Read a certificate. Raises MalformedDer."""
    try:
        return _read(octets)
    except IndexError:
        raise MalformedDer(position=str(len(octets)), why="the element is cut off") from None


def _read(octets: bytes) -> Leaf:
    tbs, end = _enter(octets, 0, Tag.SEQUENCE)
    at, tbs_end = _enter(octets, tbs, Tag.SEQUENCE)
    number, at = _enter(octets, _past(octets, at, _VERSION_3), Tag.INTEGER)
    serial = _serial(octets, number, at)
    issuer = _past(octets, at, SHA256_WITH_RSA_ALGORITHM)
    _, at = _enter(octets, issuer, Tag.SEQUENCE)
    name = octets[issuer:at]
    since, at = _enter(octets, at, Tag.SEQUENCE)
    if at != since + 2 * _UTC_TIME:
        raise MalformedDer(position=str(since), why="two UTC times must stand here")
    _, key = _enter(octets, at, Tag.SEQUENCE)  # subject
    _, wrapped = _enter(octets, key, Tag.SEQUENCE)
    listed, extensions_end = _enter(octets, wrapped, _EXTENSIONS)
    first, last = _enter(octets, listed, Tag.SEQUENCE)
    bits, signature_end = _enter(
        octets, _past(octets, tbs_end, SHA256_WITH_RSA_ALGORITHM), Tag.BIT_STRING
    )
    if not last == extensions_end == tbs_end or not signature_end == end == len(octets):
        raise MalformedDer(position=str(wrapped), why="an element ends where it must not")
    return Leaf(
        octets,
        octets[tbs:tbs_end],
        serial,
        name,
        _time(octets, since),
        _time(octets, since + _UTC_TIME),
        read_claims(_shared(octets, first, last)),
        octets[_past(octets, bits, b"\x00") : end],
    )


def _enter(octets: bytes, at: int, tag: int) -> tuple[int, int]:
    """Find where the content of an element starts and ends. Cut-off octets raise IndexError."""
    if octets[at] != tag:
        raise MalformedDer(position=str(at), why=f"an element with tag {tag:02x} must stand here")
    size = octets[at + 1]
    if size < _SHORT:
        return at + 2, at + 2 + size
    if size == _ONE and octets[at + 2] >= _SHORT:
        return at + 3, at + 3 + octets[at + 2]
    if size == _TWO and octets[at + 2]:
        return at + 4, at + 4 + (octets[at + 2] << 8 | octets[at + 3])
    raise MalformedDer(position=str(at), why="the length cannot be read")


def _past(octets: bytes, at: int, constant: bytes) -> int:
    """Step over octets that are the same in every certificate of the profile."""
    if not octets.startswith(constant, at):
        raise MalformedDer(position=str(at), why="another layout than the profile of JPKI")
    return at + len(constant)


def _serial(octets: bytes, start: int, end: int) -> int:
    first = octets[start]
    padded = first == 0 and end > start + 1 and octets[start + 1] < _SHORT
    number = int.from_bytes(octets[start:end], "big")
    if first >= _SHORT or padded or not 0 < number < _SERIALS_END:
        raise MalformedDer(position=str(start), why="a positive serial must stand here")
    return number


def _time(octets: bytes, at: int) -> datetime:
    """Read a UTCTime (RFC 5280, 4.1.2.5.1)."""
    digits = octets[at + 2 : at + 14]
    if (
        not octets.startswith(b"\x17\x0d", at)
        or not digits.isdigit()
        or octets[at + 14] != ord("Z")
    ):
        raise MalformedDer(position=str(at), why="a UTC time must stand here")
    century = "19" if digits >= _NINETIES else "20"
    written = digits.decode("ascii")
    try:
        return datetime.fromisoformat(f"{century}{written[:6]}T{written[6:]}Z")
    except ValueError:
        raise MalformedDer(position=str(at), why="the time is not in the calendar") from None


def _shared(octets: bytes, at: int, last: int) -> bytes:
    """Collect the extensions that are not the person's own."""
    shared, own = [], set()
    while at < last:
        content, end = _enter(octets, at, Tag.SEQUENCE)
        name = octets[content : content + _OID]
        if name not in _OWN:
            shared.append(octets[at:end])
        elif name in own:
            raise MalformedDer(position=str(at), why="an extension stands twice")
        else:
            own.add(name)
        at = end
    if at != last:
        raise MalformedDer(position=str(at), why="an element ends where it must not")
    joined = b"".join(shared)
    if len(joined) > _MOST_SHARED:
        raise MalformedDer(position=str(last), why="more extensions than the profile of JPKI has")
    return joined
