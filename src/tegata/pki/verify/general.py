"""The general path: any depth, policies, name constraints and lists (RFC 5280, 6).

Borrowed from pyhanko-certvalidator, offline: it is given everything and fetches nothing.
"""

from collections.abc import Coroutine, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from asn1crypto import crl, x509
from attrs import frozen
from pyhanko_certvalidator import CertificateValidator, PKIXValidationParams, ValidationContext
from pyhanko_certvalidator.authority import (
    CertTrustAnchor,
    TrustAnchor,
    TrustedServiceType,
    TrustQualifiers,
)
from pyhanko_certvalidator.errors import PathBuildingError, PathError, ValidationError
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo, ValidationTimingParams
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    DisallowWeakAlgorithmsPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import CertificateRegistry, TrustManager

from tegata.pki.verify.demands import ANY_POLICY, Algorithms, Demands, StatusCheck
from tegata.pki.verify.problems import ObjectUnreadable
from tegata.pki.verify.refusals import problem_of

_Read = TypeVar("_Read", x509.Certificate, crl.CertificateList)

_PARSING_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What asn1crypto lets out while it reads broken octets: it parses on first use, deep inside."""

_ALGORITHMS = {
    Algorithms.CURRENT: DisallowWeakAlgorithmsPolicy(),  # type: ignore[no-untyped-call]
    Algorithms.LEGACY: DisallowWeakAlgorithmsPolicy(  # type: ignore[no-untyped-call]
        weak_hash_algos=frozenset({"md2", "md5"}),
        rsa_key_size_threshold=1024,
        dsa_key_size_threshold=1024,
    ),
}
_RULES = {
    StatusCheck.LISTS: RevocationCheckingRule.CRL_REQUIRED,
    StatusCheck.NONE: RevocationCheckingRule.NO_CHECK,
}


_MOST_STEPS = 1000
"""How often an issuer may be looked for: real paths take a handful of steps."""


class _Registry(CertificateRegistry):
    """The library's registry, with an end to its patience.

    A dozen certificates of one name that certify each other make billions of paths, and the
    library would walk them all. Its own class is the only place where the walk can be stopped.
    """

    steps = 0

    def find_potential_issuers(
        self, cert: x509.Certificate, trust_manager: TrustManager
    ) -> Iterator[TrustAnchor | x509.Certificate]:
        """Look for issuers, but not for ever. Raises PathBuildingError."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise PathBuildingError("too many paths")
        return super().find_potential_issuers(cert, trust_manager)


@frozen
class ValidPath:
    """A path that was found valid, from the anchor down."""

    certificates: tuple[bytes, ...]
    """In DER: the anchor first, the certificate in question last."""
    policies: frozenset[str]
    """Those accepted policies for which the whole path is valid."""


def verify_path(
    certificate: bytes,
    *,
    anchors: Sequence[bytes],
    untrusted: Sequence[bytes],
    lists: Sequence[bytes],
    demands: Demands,
    now: datetime,
) -> ValidPath:
    """Find a path from an anchor to ``certificate`` and judge it at ``now``; all octets are DER.

    Raises a problem of ``tegata.pki.verify.problems`` or AlgorithmUnsupported or SignatureWrong.
    """
    leaf = _read(x509.Certificate, certificate, "certificate")
    given = [_read(x509.Certificate, octets, "anchor") for octets in anchors]
    between = [_read(x509.Certificate, octets, "certificate between") for octets in untrusted]
    published = [_read(crl.CertificateList, octets, "revocation list") for octets in lists]
    try:
        context = _context(given, between, published, demands, now)
        validator = CertificateValidator(
            leaf, validation_context=context, pkix_params=_parameters(demands)
        )
        return _path(_finish(validator.async_validate_path()))
    except (ValidationError, PathError) as refusal:
        raise problem_of(refusal, leaf) from None
    except _PARSING_FAULTS:
        raise ObjectUnreadable(what="certificate or list") from None


def _read(kind: type[_Read], octets: bytes, what: str) -> _Read:
    try:
        return kind.load(octets, strict=True)
    except _PARSING_FAULTS:
        raise ObjectUnreadable(what=what) from None


def _context(
    anchors: list[x509.Certificate],
    untrusted: list[x509.Certificate],
    lists: list[crl.CertificateList],
    demands: Demands,
    now: datetime,
) -> ValidationContext:
    rule, algorithms = _RULES[demands.status], _ALGORITHMS[demands.algorithms]
    context = ValidationContext(
        trust_roots=[_anchor(certificate) for certificate in anchors],
        certificate_registry=_Registry.build(untrusted),
        # The library asks its rule about the signatures of certificates and answers, not of lists.
        crls=[
            one
            for one in lists
            if algorithms.signature_algorithm_allowed(one["signature_algorithm"], now, None)
        ],
        allow_fetching=False,
        moment=now,
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
        algorithm_usage_policy=algorithms,
    )
    # To the second, and a listed certificate is refused whatever date its entry bears (RFC 5280,
    # 6.3.3, j): judging a point in time, the library would pass an entry dated later.
    context.timing_params = ValidationTimingParams(
        ValidationTimingInfo(now, now, point_in_time_validation=False), timedelta(0)
    )
    return context


def _anchor(certificate: x509.Certificate) -> CertTrustAnchor:
    """Trust a CA no longer and no further than its own certificate says (RFC 5937, 3)."""
    usage = certificate.key_usage_value
    signs = bool(certificate.ca) and (usage is None or "key_cert_sign" in usage.native)
    service = TrustedServiceType.CERTIFICATE_AUTHORITY if signs else TrustedServiceType.UNSUPPORTED
    return CertTrustAnchor(
        certificate,
        TrustQualifiers(
            max_path_length=certificate.max_path_length,
            max_aa_path_length=certificate.max_path_length,
            valid_from=certificate.not_valid_before,
            valid_until=certificate.not_valid_after,
            trusted_service_type=service,
        ),
    )


def _parameters(demands: Demands) -> PKIXValidationParams:
    return PKIXValidationParams(
        user_initial_policy_set=frozenset(map(_as_the_library_names_it, demands.policies)),
        initial_explicit_policy=demands.explicit_policy,
        initial_policy_mapping_inhibit=demands.inhibit_mapping,
        initial_any_policy_inhibit=demands.inhibit_any_policy,
    )


def _as_the_library_names_it(policy: str) -> str:
    return "any_policy" if policy == ANY_POLICY else policy


def _as_the_standard_names_it(policy: str) -> str:
    return ANY_POLICY if policy == "any_policy" else policy


def _finish(walk: Coroutine[object, object, ValidationPath]) -> ValidationPath:
    """Run a coroutine that has nothing to wait for: no event loop, no sockets."""
    try:
        walk.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("offline validation waits for nothing")


def _path(found: ValidationPath) -> ValidPath:
    return ValidPath(
        tuple(certificate.dump() for certificate in found.iter_certs(include_root=True)),
        frozenset(
            _as_the_standard_names_it(policy.user_domain_policy_id)
            for policy in found.qualified_policies() or ()
        ),
    )
