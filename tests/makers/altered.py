"""Certificates that are wrong in one place: taken apart, changed, and put together again."""

from collections.abc import Callable, Iterator, Sequence

from tegata.pki import der
from tegata.pki.x509.extensions import Extension, encode_extensions, read_extensions

VERSION, SERIAL, ALGORITHM, ISSUER, VALIDITY, SUBJECT, KEY, EXTENSIONS = range(8)


def with_field(tbs: bytes, position: int, encoding: bytes) -> bytes:
    """Replace a field of a TBSCertificate; an empty encoding leaves it out."""
    fields = [field.encoding for field in der.read(tbs)]
    fields[position] = encoding
    return der.sequence(*fields)


def with_extensions(
    tbs: bytes, change: Callable[[tuple[Extension, ...]], Sequence[Extension]]
) -> bytes:
    """Change the list of extensions."""
    wrapped = list(der.read(tbs))[EXTENSIONS]
    (found,) = wrapped
    changed = encode_extensions(*change(read_extensions(found)))
    return with_field(tbs, EXTENSIONS, der.explicit(3, changed))


def with_value(tbs: bytes, oid: str, value: bytes) -> bytes:
    """Replace the value of one extension."""
    return with_extensions(
        tbs,
        lambda found: [
            Extension(each.oid, each.critical, value if each.oid == oid else each.value)
            for each in found
        ],
    )


def without(tbs: bytes, oid: str) -> bytes:
    """Leave out one extension."""
    return with_extensions(tbs, lambda found: [each for each in found if each.oid != oid])


def with_criticality_turned(tbs: bytes, oid: str) -> bytes:
    """Turn whether one extension is critical."""
    return with_extensions(
        tbs,
        lambda found: [
            Extension(each.oid, each.critical ^ (each.oid == oid), each.value) for each in found
        ],
    )


def with_extra(tbs: bytes, oid: str, value: bytes) -> bytes:
    """Put one more extension at the end."""
    return with_extensions(tbs, lambda found: [*found, Extension(oid, critical=False, value=value)])


def with_a_field_too_many(octets: bytes) -> Iterator[bytes]:
    """Put one element more at the end of each constructed element, one after the other."""
    yield from _fuller(der.read(octets))


def _fuller(found: der.Element) -> Iterator[bytes]:
    if not found.tag & 0x20:
        return
    parts = [each.encoding for each in found]
    yield der.element(found.tag, *parts, der.null())
    for at, part in enumerate(found):
        for fuller in _fuller(part):
            yield der.element(found.tag, *parts[:at], fuller, *parts[at + 1 :])
