"""A status request: read from a POST's body or a GET's path, and made (RFC 6960, 4.1)."""

import re
from base64 import b64decode
from functools import cache, lru_cache
from typing import Self

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.ocsp.identify import SHA1, SHA256, CertId
from tegata.pki.ocsp.nonce import NONCE, SIZES, before_nonce, nonce_field, read_nonce
from tegata.pki.ocsp.problems import MalformedStatusRequest
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.extensions import Extension, read_extensions
from tegata.pki.x509.names import Serial
from tegata.pki.x509.walk import Walk

_EXPLICIT_0, _EXPLICIT_1, _EXPLICIT_2 = 0xA0, 0xA1, 0xA2


@frozen
class StatusRequest:
    """What is asked. A requestor's name and signature are passed over: anybody may ask."""

    cert_ids: tuple[CertId, ...]
    nonce: bytes | None = None

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a request. Raises MalformedStatusRequest."""
        plain = _plain(octets)
        if plain is not None:
            return cls((plain[0],), plain[1])
        try:
            return cls(*_general(octets))
        except MalformedDer as broken:
            raise MalformedStatusRequest(why=broken.why) from None

    @property
    def encoding(self) -> bytes:
        """The request in DER."""
        asked = [der.sequence(cert_id.encoding) for cert_id in self.cert_ids]
        bound = b"" if self.nonce is None else nonce_field(2, self.nonce)
        return der.sequence(der.sequence(der.sequence(*asked), bound))


def request_in_path(path: str) -> bytes:
    """Take a request out of a GET's path, below the responder's own (RFC 6960, A.1).

    Raises MalformedStatusRequest.
    """
    written = re.sub("%([0-9A-Fa-f]{2})", lambda hexed: chr(int(hexed[1], 16)), path)
    text = written.removeprefix("/").rstrip("=")
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise MalformedStatusRequest(why="the path is not base64") from None


# --- whatever RFC 6960 allows --------------------------------------------------------------------


def _general(octets: bytes) -> tuple[tuple[CertId, ...], bytes | None]:
    outer = Walk.of(octets)
    tbs = outer.enter()
    outer.take_if(_EXPLICIT_0)  # the requestor's signature
    outer.end()
    _check_version(tbs.take_if(_EXPLICIT_0))
    tbs.take_if(_EXPLICIT_1)  # the requestor's name
    asked = tuple(_asked(Walk(each)) for each in tbs.take(Tag.SEQUENCE))
    extensions = _extensions(tbs.take_if(_EXPLICIT_2))
    tbs.end()
    if not asked:
        raise MalformedStatusRequest(why="it asks about nothing")
    nonce = next((read_nonce(each) for each in extensions if each.oid == NONCE), None)
    if nonce is not None and len(nonce) not in SIZES:
        raise MalformedStatusRequest(why="a nonce has 1 to 128 octets")
    return asked, nonce


def _check_version(found: Element | None) -> None:
    if found is not None and found.value != der.integer(0):
        raise MalformedStatusRequest(why="its version is not 1")


def _asked(walk: Walk) -> CertId:
    cert_id = CertId.read(walk.take(Tag.SEQUENCE))
    _extensions(walk.take_if(_EXPLICIT_0))
    walk.end()
    return cert_id


def _extensions(found: Element | None) -> tuple[Extension, ...]:
    if found is None:
        return ()
    walk = Walk(found)
    extensions = read_extensions(walk.take(Tag.SEQUENCE))
    walk.end()
    for each in extensions:
        if each.critical and each.oid != NONCE:
            raise MalformedStatusRequest(why=f"the critical extension {each.oid} is unknown")
    return extensions


# --- the form that nearly every client sends -----------------------------------------------------

# One CertID whose hash algorithm has NULL parameters, and no extension but a nonce. Such a request
# is constant octets around hashes, serial and nonce: it is recognised by comparing them, and
# everything else is left to the general reader.


@frozen
class _Form:
    algorithm: str
    size: int
    start: bytes
    """From the algorithm to the header of the first hash."""

    @classmethod
    def of(cls, algorithm: str, size: int) -> Self:
        header = der.octet_string(bytes(size))[:-size]
        return cls(
            algorithm,
            size,
            der.sequence(der.object_identifier(algorithm), der.null()) + header,
        )

    def read(self, octets: bytes, at: int) -> tuple[CertId, bytes] | None:
        """Read the CertID whose algorithm starts at ``at``, and what follows it."""
        name = at + len(self.start)
        key = name + self.size + 2
        number = key + self.size + 2
        end = number + octets[number - 1] if number < len(octets) else len(octets) + 1
        if end > len(octets):
            return None
        serial, rest = octets[number:end], octets[end:]
        if (
            octets[:at] != _opening(end - at, len(rest))
            or octets[key - 2 : key] != self.start[-2:]
            or octets[number - 2 : number - 1] != _INTEGER
            or not _is_serial(serial)
        ):
            return None
        hashes = octets[name : key - 2], octets[key : number - 2]
        cert_id = CertId(self.algorithm, *hashes, Serial.of_octets(serial), octets[at - 2 : end])
        return cert_id, rest


_INTEGER = bytes([Tag.INTEGER])
_FORMS = (_Form.of(SHA1, 20), _Form.of(SHA256, 32))
_LONGEST_OPENING = 14


def _plain(octets: bytes) -> tuple[CertId, bytes | None] | None:
    for form in _FORMS:
        at = octets.find(form.start, 10, _LONGEST_OPENING + len(form.start))
        found = form.read(octets, at) if at > 0 else None
        if found is not None:
            return _with_nonce(*found)
    return None


def _with_nonce(cert_id: CertId, rest: bytes) -> tuple[CertId, bytes | None] | None:
    if not rest:
        return cert_id, None
    before = _nonce_frames().get(len(rest))
    if before is None or not rest.startswith(before):
        return None
    return cert_id, rest[len(before) :]


def _is_serial(octets: bytes) -> bool:
    """Tell whether these octets are a positive INTEGER in its shortest form."""
    if not 1 <= len(octets) <= 20:  # noqa: PLR2004 - RFC 5280, 4.1.2.2
        return False
    first = octets[0]
    return 0 < first < _SIGN or (first == 0 and len(octets) > 1 and octets[1] >= _SIGN)


_SIGN = 0x80


@lru_cache(maxsize=256)
def _opening(cert_id: int, rest: int) -> bytes:
    """Encode the headers around a CertID of so many octets, with so many after its list."""
    heads, size = b"", cert_id
    for more in (0, 0, 0, rest, 0):  # CertID, Request, requestList, TBSRequest, OCSPRequest
        head = bytes([Tag.SEQUENCE]) + der.length(size + more)
        heads, size = head + heads, size + more + len(head)
    return heads


@cache
def _nonce_frames() -> dict[int, bytes]:
    """Encode what stands before a nonce, by the size of it all."""
    before = {size: before_nonce(2, size) for size in SIZES}
    return {len(octets) + size: octets for size, octets in before.items()}
