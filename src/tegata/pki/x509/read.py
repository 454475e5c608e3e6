"""Read the values of extensions (RFC 5280, 4.2.1 and 4.2.2)."""

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.general_names import GeneralNames, read_general_names
from tegata.pki.x509.usage import KeyUsage
from tegata.pki.x509.walk import Walk, decode, read_boolean, read_named_bits

_CPS = "1.3.6.1.5.5.7.2.1"
_OCSP = "1.3.6.1.5.5.7.48.1"
_ADDRESS = 0x86
_KEY_USAGE_BITS = 9


@frozen
class AuthorityKeyId:
    """How a certificate identifies its issuer's key (RFC 5280, 4.2.1.1)."""

    key_id: bytes | None = None
    issuer: bytes | None = None
    """The Name that stands as issuer in the CA's own certificate, in DER."""
    serial: int | None = None
    """The serial of the CA's own certificate."""


@frozen
class Constraints:
    """Whether the subject is a CA, and how many CAs may follow (RFC 5280, 4.2.1.9)."""

    authority: bool = False
    path_length: int | None = None


@frozen
class Policy:
    """A policy, and the address of its practice statement where one is given."""

    oid: str
    cps: str | None = None


def read_octets(value: bytes) -> bytes:
    """Read an OCTET STRING, such as a SubjectKeyIdentifier. Raises MalformedDer."""
    return der.read(value, Tag.OCTET_STRING).value


def read_key_usage(value: bytes) -> KeyUsage:
    """Read a KeyUsage. Raises MalformedDer."""
    found = der.read(value)
    bits = read_named_bits(found)
    if not bits or max(bits) >= _KEY_USAGE_BITS:
        raise MalformedDer(position="0", why="a key usage has some of nine bits")
    return KeyUsage(sum(1 << bit for bit in bits))


def read_extended_key_usage(value: bytes) -> tuple[str, ...]:
    """Read the purposes of an ExtKeyUsageSyntax. Raises MalformedDer."""
    return tuple(map(der.read_object_identifier, der.read(value, Tag.SEQUENCE)))


def read_constraints(value: bytes) -> Constraints:
    """Read BasicConstraints. Raises MalformedDer."""
    walk = Walk.of(value)
    authority = walk.take_if(Tag.BOOLEAN)
    length = walk.take_if(Tag.INTEGER)
    walk.end()
    if authority is not None and not read_boolean(authority):
        raise MalformedDer(position="0", why="a default value is left out in DER")
    return Constraints(authority is not None, None if length is None else der.read_integer(length))


def read_policies(value: bytes) -> tuple[Policy, ...]:
    """Read CertificatePolicies. Raises MalformedDer."""
    return tuple(_policy(Walk(found)) for found in der.read(value, Tag.SEQUENCE))


def read_names(value: bytes) -> GeneralNames:
    """Read a SubjectAltName or IssuerAltName. Raises MalformedDer."""
    return read_general_names(der.read(value, Tag.SEQUENCE))


def read_distribution_points(value: bytes) -> tuple[GeneralNames, ...]:
    """Read the full names of the points that have them. Raises MalformedDer."""
    points = []
    for found in map(Walk, der.read(value, Tag.SEQUENCE)):
        named = found.take_if(0xA0)
        full = None if named is None else Walk(named).take_if(0xA0)
        if full is not None:
            points.append(read_general_names(full))
    return tuple(points)


def read_ocsp_access(value: bytes) -> tuple[str, ...]:
    """Read the addresses of OCSP responders in an AuthorityInfoAccess. Raises MalformedDer."""
    addresses = []
    for walk in map(Walk, der.read(value, Tag.SEQUENCE)):
        method, place = der.read_object_identifier(walk.take()), walk.take()
        walk.end()
        if method == _OCSP and place.tag == _ADDRESS:
            addresses.append(decode(place, "ascii"))
    return tuple(addresses)


def read_authority_key_id(value: bytes) -> AuthorityKeyId:
    """Read an AuthorityKeyIdentifier. Raises MalformedDer."""
    walk = Walk.of(value)
    key, issuer, serial = walk.take_if(0x80), walk.take_if(0xA1), walk.take_if(0x82)
    walk.end()
    return AuthorityKeyId(
        None if key is None else key.value,
        None if issuer is None else _first_directory(issuer),
        None if serial is None else der.read_integer(serial, 0x82),
    )


def _first_directory(found: Element) -> bytes | None:
    directories = read_general_names(found).directories
    return check_name(der.read(directories[0], Tag.SEQUENCE)) if directories else None


def _policy(walk: Walk) -> Policy:
    oid = der.read_object_identifier(walk.take())
    qualifiers = walk.take_if(Tag.SEQUENCE)
    walk.end()
    for qualifier in map(Walk, qualifiers or ()):
        if der.read_object_identifier(qualifier.take()) == _CPS:
            return Policy(oid, decode(qualifier.take(Tag.IA5_STRING), "ascii"))
    return Policy(oid)
