"""The fast path: a person's certificate directly under a trusted generation of its CA.

What JPKI is: one tier, RSA and SHA-256, one critical policy, lists by municipality. Given the
current list of each point, it accepts what the general path accepts; tests hold the two together.
"""

from datetime import datetime

from attrs import field, frozen
from attrs.validators import deep_iterable, in_, min_len, not_

from tegata.pki.verify.anchors import Anchor, Anchors
from tegata.pki.verify.claims import ANY_PURPOSE, Claims
from tegata.pki.verify.demands import ANY_POLICY
from tegata.pki.verify.leaf import Leaf, read_leaf
from tegata.pki.verify.problems import (
    CriticalExtensionUnknown,
    Expired,
    NotTrusted,
    NotYetValid,
    PolicyUnacceptable,
    UsageNotAllowed,
    shown,
)
from tegata.pki.verify.statuses import StatusSource
from tegata.pki.x509.names import CertificateName, Serial
from tegata.pki.x509.usage import KeyUsage


@frozen
class Purpose:
    """What the caller wants to rely on a certificate for."""

    use: str
    """As a refusal says it: "sign documents"."""
    policies: frozenset[str] = field(validator=[min_len(1), deep_iterable(not_(in_([ANY_POLICY])))])
    """Under one of these it must have been issued; the policy that stands for any is none."""
    usage: KeyUsage
    """All of these bits must be allowed."""
    extended: frozenset[str] = frozenset()
    """All of these extended uses must be allowed."""


@frozen
class Verified:
    """A certificate that may be relied on for the purpose and at the time it was checked for."""

    leaf: Leaf
    anchor: Anchor
    policies: frozenset[str]
    """The accepted policies that it was issued under."""

    @property
    def name(self) -> CertificateName:
        """What this certificate is called everywhere else."""
        return CertificateName(self.anchor.key_id, Serial(self.leaf.serial))


def verify_certificate(
    octets: bytes, *, anchors: Anchors, purpose: Purpose, status: StatusSource, now: datetime
) -> Verified:
    """Judge a person's certificate, in DER, at ``now``.

    Raises MalformedDer, SignatureWrong or a problem of ``tegata.pki.verify.problems``.
    """
    leaf = read_leaf(octets)
    # 1. Who issued it? All generations share a name: the key identifier chooses (4.2.1.1).
    anchor = _anchor(leaf, anchors)
    anchor.check_validity(now)
    # 2. Nothing else is believed before the signature.
    anchor.check_signature(leaf.tbs, leaf.signature, "certificate")
    _check_validity(leaf, now)
    policies = _check_claims(leaf.claims, purpose)
    # 3. Last, because it may need the freshest facts.
    status.check(leaf, anchor, now)
    return Verified(leaf, anchor, policies)


def _anchor(leaf: Leaf, anchors: Anchors) -> Anchor:
    issuer = leaf.claims.issuer
    found = anchors.find(issuer.key_id or b"")
    if found is not None and found.certificate.subject == leaf.issuer:
        # RFC 5280, 4.2.1.1: where the CA's own certificate is named too, it must be this one.
        own = found.certificate
        if issuer.issuer in {None, own.issuer} and issuer.serial in {None, own.serial.number}:
            return found
    raise NotTrusted(serial=f"{leaf.serial:x}")


def _check_validity(leaf: Leaf, now: datetime) -> None:
    if now < leaf.not_before:
        raise NotYetValid(which="certificate", begins=shown(leaf.not_before))
    if now > leaf.not_after:  # RFC 5280, 4.1.2.5: valid through notAfter, inclusive
        raise Expired(which="certificate", expired=shown(leaf.not_after))


def _check_claims(claims: Claims, purpose: Purpose) -> frozenset[str]:
    if claims.beyond_us:
        raise CriticalExtensionUnknown(which="certificate")
    policies = claims.policies & purpose.policies
    if not policies:
        raise PolicyUnacceptable(which="certificate")
    extended = ANY_PURPOSE in claims.purposes or purpose.extended <= claims.purposes
    if claims.authority or purpose.usage not in claims.usage or not extended:
        raise UsageNotAllowed(which="certificate", use=purpose.use)
    return policies
