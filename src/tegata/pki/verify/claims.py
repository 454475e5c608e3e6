"""What the extensions of a person's certificate say that a path check must know."""

from functools import lru_cache

from attrs import frozen

from tegata.pki import der
from tegata.pki.x509.extensions import (
    AUTHORITY_INFO_ACCESS,
    AUTHORITY_KEY_IDENTIFIER,
    BASIC_CONSTRAINTS,
    CERTIFICATE_POLICIES,
    CRL_DISTRIBUTION_POINTS,
    EXTENDED_KEY_USAGE,
    KEY_USAGE,
    read_extensions,
)
from tegata.pki.x509.general_names import address, directory_name
from tegata.pki.x509.read import (
    AuthorityKeyId,
    read_authority_key_id,
    read_constraints,
    read_distribution_points,
    read_extended_key_usage,
    read_key_usage,
    read_policies,
)
from tegata.pki.x509.usage import KeyUsage

ANY_PURPOSE = "2.5.29.37.0"
_UNLIMITED = KeyUsage(2**9 - 1)
_KNOWN = frozenset(
    {
        AUTHORITY_INFO_ACCESS,
        AUTHORITY_KEY_IDENTIFIER,
        BASIC_CONSTRAINTS,
        CERTIFICATE_POLICIES,
        CRL_DISTRIBUTION_POINTS,
        EXTENDED_KEY_USAGE,
        KEY_USAGE,
    }
)
_SHAPES = 8192  # two families of a few generations in 1,900 municipalities


@frozen
class Claims:
    """The judged part of the extensions. The same for everybody whom one office served."""

    issuer: AuthorityKeyId
    usage: KeyUsage
    """All of it where the certificate sets no limit (RFC 5280, 4.2.1.3)."""
    purposes: frozenset[str]
    """Extended key usage; ANY_PURPOSE where the certificate sets no limit."""
    policies: frozenset[str]
    points: tuple[bytes, ...]
    """The GeneralNames of its distribution points, in DER."""
    authority: bool
    beyond_us: bool
    """A critical extension demands a check that nobody here makes (RFC 5280, 4.2)."""


@lru_cache(maxsize=_SHAPES)
def read_claims(extensions: bytes) -> Claims:
    """Read concatenated extensions. Raises MalformedDer.

    Kept, because reading them costs more than the signature: whoever calls leaves out what is
    the person's own, so that nothing personal is kept and the few shapes there are recur.
    """
    found = read_extensions(der.read(der.sequence(extensions)))
    values = {one.oid: one.value for one in found}
    issuer, usage = values.get(AUTHORITY_KEY_IDENTIFIER), values.get(KEY_USAGE)
    purposes, policies = values.get(EXTENDED_KEY_USAGE), values.get(CERTIFICATE_POLICIES)
    points, limits = values.get(CRL_DISTRIBUTION_POINTS), values.get(BASIC_CONSTRAINTS)
    return Claims(
        AuthorityKeyId() if issuer is None else read_authority_key_id(issuer),
        _UNLIMITED if usage is None else read_key_usage(usage),
        frozenset({ANY_PURPOSE} if purposes is None else read_extended_key_usage(purposes)),
        frozenset(policy.oid for policy in read_policies(policies)) if policies else frozenset(),
        _points(points) if points else (),
        authority=limits is not None and read_constraints(limits).authority,
        beyond_us=any(one.critical and one.oid not in _KNOWN for one in found),
    )


def _points(value: bytes) -> tuple[bytes, ...]:
    return tuple(
        name
        for point in read_distribution_points(value)
        for name in (*map(directory_name, point.directories), *map(address, point.addresses))
    )
