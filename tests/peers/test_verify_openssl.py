"""OpenSSL judges the same certificates and lists as our two paths, with the same outcome."""

import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from makers.hierarchy import AUTH_POLICY, KIYOSE, NOW, SIGN_POLICY, Ca, Leaf, RevocationList
from marks import peer
from tegata.kit.core.problem import Problem
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.demands import Demands
from tegata.pki.verify.general import verify_path
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.statuses import TrustedList, TrustedLists
from tegata.pki.x509.usage import KeyUsage

ANCHORS = [Ca("ca1").der, Ca("ca2", serial=2).der, Ca("ca3", serial=3).der]
LIST = RevocationList()
SECOND = Leaf(signer="ca2", claims="ca2", claims_serial=2)
SECOND_LIST = RevocationList(signer="ca2", claims="ca2")
SECONDS = timedelta(seconds=1)

SCENARIOS = {
    "sound": (Leaf(), LIST, NOW, True),
    "the second generation": (SECOND, SECOND_LIST, NOW, True),
    # RFC 5280, 4.1.2.5 counts notAfter itself in, and so do we; OpenSSL does not.
    "the last second but one": (Leaf(ends=NOW + SECONDS), LIST, NOW, True),
    "another certificate revoked": (Leaf(), LIST.revoking(5), NOW, True),
    "a broken signature": (Leaf(broken=True), LIST, NOW, False),
    "no trusted issuer": (Leaf(signer="stranger", claims="stranger"), LIST, NOW, False),
    "the key of another generation": (Leaf(signer="ca2"), LIST, NOW, False),
    "expired": (Leaf(ends=NOW - SECONDS), LIST, NOW, False),
    "not yet valid": (Leaf(begins=NOW + SECONDS), LIST, NOW, False),
    "another policy": (Leaf(policies=(SIGN_POLICY,)), LIST, NOW, False),
    "no policy": (Leaf(policies=()), LIST, NOW, False),
    "an unknown critical extension": (Leaf(unknown_critical=True), LIST, NOW, False),
    "revoked": (Leaf(), LIST.revoking(Leaf().serial), NOW, False),
    "held": (
        Leaf(),
        LIST.revoking(Leaf().serial, x509.ReasonFlags.certificate_hold),
        NOW,
        False,
    ),
    "the list out of date": (Leaf(), LIST, LIST.next + SECONDS, False),
    "the list of a later time": (Leaf(), LIST, LIST.issued - SECONDS, False),
    "the list of another municipality": (Leaf(), RevocationList(municipality=KIYOSE), NOW, False),
    "the list of another generation": (Leaf(), SECOND_LIST, NOW, False),
    "a list about CAs": (Leaf(), RevocationList(only="authorities"), NOW, False),
    "a broken list": (Leaf(), RevocationList(broken=True), NOW, False),
    "an unknown critical extension of the list": (
        Leaf(),
        RevocationList(unknown_critical=True),
        NOW,
        False,
    ),
}


def openssl(folder: Path, leaf: bytes, listed: bytes, now: datetime) -> bool:
    bundle = b"".join(map(_pem, ANCHORS))
    files = {
        "anchors.pem": bundle,
        "leaf.pem": _pem(leaf),
        "list.pem": x509.load_der_x509_crl(listed).public_bytes(Encoding.PEM),
    }
    for name, octets in files.items():
        (folder / name).write_bytes(octets)
    said = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-CAfile", "anchors.pem", "-no-CApath"),
            *("-CRLfile", "list.pem", "-crl_check", "-attime", str(int(now.timestamp()))),
            *("-policy", AUTH_POLICY, "-explicit_policy", "-policy_check", "leaf.pem"),
        ],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )
    assert said.returncode in {0, 2}, said.stderr
    return said.stdout == "leaf.pem: OK\n"


def _pem(octets: bytes) -> bytes:
    return x509.load_der_x509_certificate(octets).public_bytes(Encoding.PEM)


def general(leaf: bytes, lists: Sequence[bytes], now: datetime) -> None:
    demands = Demands(policies=frozenset({AUTH_POLICY}), explicit_policy=True)
    verify_path(leaf, anchors=ANCHORS, untrusted=[], lists=lists, demands=demands, now=now)


def fast(leaf: bytes, lists: Sequence[bytes], now: datetime) -> None:
    anchors = Anchors.of(ANCHORS)
    purpose = Purpose("sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE)
    status = TrustedLists.of(TrustedList.parse(one, anchors) for one in lists)
    verify_certificate(leaf, anchors=anchors, purpose=purpose, status=status, now=now)


@peer("openssl")
@pytest.mark.parametrize("ours", [general, fast])
@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_openssl_and_we_agree(
    tmp_path: Path,
    ours: Callable[[bytes, Sequence[bytes], datetime], None],
    scenario: tuple[Leaf, RevocationList, datetime, bool],
) -> None:
    leaf, listed, now, valid = scenario
    octets, published = leaf.der, listed.der

    assert openssl(tmp_path, octets, published, now) is valid
    if valid:
        ours(octets, [published], now)
    else:
        with pytest.raises(Problem):
            ours(octets, [published], now)
