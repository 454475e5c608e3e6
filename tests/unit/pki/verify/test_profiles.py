"""What the profiles issue is accepted for what it was issued for, by both paths."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from makers.certificates import AUTHORITIES, HOLDERS, ISSUED, world
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI, Rulebook, sandbox, sandbox_http
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.bundle import read_bundle
from tegata.pki.verify.demands import Demands, StatusCheck
from tegata.pki.verify.general import verify_path
from tegata.pki.verify.path import Purpose, Verified, verify_certificate
from tegata.pki.verify.problems import PolicyUnacceptable
from tegata.pki.verify.statuses import StatusLeftOut
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.extensions import CLIENT_AUTH
from tegata.pki.x509.usage import KeyUsage

SHARED = Path(__file__).parents[5] / "shared" / "data" / "jpki-ca"
"""Published by J-LIS and kept beside the repository, not in it."""

USES = {Family.SIGN: "sign documents", Family.AUTH: "sign in"}


def purpose(rulebook: Rulebook, kind: CertificateKind) -> Purpose:
    signs = HOLDERS[kind] is Family.SIGN
    usage = KeyUsage.DIGITAL_SIGNATURE
    return Purpose(
        USES[HOLDERS[kind]],
        frozenset({rulebook.policies[kind]}),
        usage | KeyUsage.NON_REPUDIATION if signs else usage,
        frozenset() if signs else frozenset({CLIENT_AUTH}),
    )


@pytest.mark.parametrize("rulebook", [JPKI, sandbox(), sandbox_http()], ids=["jpki", "dn", "http"])
@pytest.mark.parametrize("kind", HOLDERS)
def test_each_kind_is_accepted_for_its_own_purpose_only(
    rulebook: Rulebook, kind: CertificateKind
) -> None:
    made = world(rulebook)
    anchors = Anchors.of(made.certificates[ca].der for ca in AUTHORITIES.values())
    octets = made.certificates[kind].der

    def judge(asked: Purpose) -> Verified:
        return verify_certificate(
            octets, anchors=anchors, purpose=asked, status=StatusLeftOut(), now=ISSUED
        )

    assert judge(purpose(rulebook, kind)).name == made.certificates[kind].name
    for other in set(HOLDERS) - {kind}:
        with pytest.raises(PolicyUnacceptable):
            judge(purpose(rulebook, other))


@pytest.mark.parametrize("rulebook", [JPKI, sandbox(), sandbox_http()], ids=["jpki", "dn", "http"])
@pytest.mark.parametrize("kind", HOLDERS)
def test_the_general_path_accepts_each_kind(rulebook: Rulebook, kind: CertificateKind) -> None:
    made = world(rulebook)
    policy = rulebook.policies[kind]

    found = verify_path(
        made.certificates[kind].der,
        anchors=[made.certificates[ca].der for ca in AUTHORITIES.values()],
        untrusted=[],
        lists=[],
        demands=Demands(frozenset({policy}), explicit_policy=True, status=StatusCheck.NONE),
        now=ISSUED,
    )

    assert found.certificates[0] == made.issuer_of(kind).der
    assert found.policies == {policy}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the CA certificates are not here")
@pytest.mark.parametrize("family", ["sign", "auth"])
def test_the_published_generations_of_a_family_share_a_name_and_differ_by_key(family: str) -> None:
    files = sorted(SHARED.glob(f"{family}_ca_*.pem"))
    octets = [found for file in files for found in read_bundle(file.read_bytes(), "certificate")]

    anchors = Anchors.of(octets)

    found = [anchors.find(Certificate.parse(one).key_id.octets) for one in octets]
    assert [anchor.certificate.der for anchor in found if anchor] == octets
    assert len({anchor.certificate.subject for anchor in found if anchor}) == 1
    for anchor in found:
        assert anchor is not None
        own = anchor.certificate
        anchor.check_signature(own.tbs, own.signature, "CA")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the CA certificates are not here")
def test_each_published_ca_is_a_path_of_its_own_for_the_general_path() -> None:
    files = sorted(SHARED.glob("*.pem"))
    every = [found for file in files for found in read_bundle(file.read_bytes(), "certificate")]

    for octets in every:
        found = verify_path(
            octets,
            anchors=every,
            untrusted=[],
            lists=[],
            demands=Demands(status=StatusCheck.NONE),
            now=datetime(2025, 1, 1, tzinfo=UTC),
        )
        assert found.certificates[0] == octets
