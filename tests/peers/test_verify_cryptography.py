"""cryptography's own path validation judges the same certificates, lists and policies aside."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from makers.hierarchy import AUTH_POLICY, NOW, Ca, Leaf
from marks import peer
from tegata.kit.core.problem import Problem
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.statuses import StatusLeftOut
from tegata.pki.x509.usage import KeyUsage

ANCHORS = [Ca("ca1").der, Ca("ca2", serial=2).der]
SECOND = timedelta(seconds=1)
SCENARIOS = {
    "sound": (Leaf(), True),
    "the second generation": (Leaf(signer="ca2", claims="ca2", claims_serial=2), True),
    "the last second": (Leaf(ends=NOW), True),
    "expired": (Leaf(ends=NOW - SECOND), False),
    "not yet valid": (Leaf(begins=NOW + SECOND), False),
    "a broken signature": (Leaf(broken=True), False),
    "the key of another generation": (Leaf(signer="stranger"), False),
    "an unknown critical extension": (Leaf(unknown_critical=True), False),
}


def theirs(leaf: bytes, now: datetime) -> None:
    # Its profile is the Web's: a name in SAN is asked for, a critical policy is refused.
    people = ExtensionPolicy.permit_all().may_be_present(
        x509.CertificatePolicies, Criticality.AGNOSTIC, None
    )
    authorities = ExtensionPolicy.permit_all().require_present(
        x509.BasicConstraints, Criticality.AGNOSTIC, None
    )
    builder = (
        PolicyBuilder().store(Store(list(map(x509.load_der_x509_certificate, ANCHORS)))).time(now)
    )
    policies = builder.extension_policies(ee_policy=people, ca_policy=authorities)
    policies.build_client_verifier().verify(x509.load_der_x509_certificate(leaf), [])


def ours(leaf: bytes, now: datetime) -> None:
    purpose = Purpose("sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE)
    anchors = Anchors.of(ANCHORS)
    verify_certificate(leaf, anchors=anchors, purpose=purpose, status=StatusLeftOut(), now=now)


@peer()
@pytest.mark.parametrize("judge", [ours, theirs])
@pytest.mark.parametrize(("leaf", "valid"), SCENARIOS.values(), ids=SCENARIOS)
def test_cryptography_and_we_agree(
    judge: Callable[[bytes, datetime], None], leaf: Leaf, valid: bool
) -> None:
    if valid:
        judge(leaf.der, NOW)
    else:
        with pytest.raises((Problem, VerificationError)):
            judge(leaf.der, NOW)
