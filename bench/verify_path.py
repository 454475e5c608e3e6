"""How many certificates a relying party judges: parse, path and status against a bare signature.

Every certificate is another one, as in life.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from makers.hierarchy import (
    AUTH_POLICY,
    CA_NAME,
    NAKA,
    NOW,
    Ca,
    Leaf,
    RevocationList,
    key,
    key_id,
    point_names,
)
from measure import Work, interleaved
from tegata.pki.crl.draft import ListHead, draft
from tegata.pki.crl.entries import Entries
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.demands import Demands
from tegata.pki.verify.general import verify_path
from tegata.pki.verify.leaf import read_leaf
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.statuses import StatusLeftOut, StatusSource, TrustedList, TrustedLists
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.general_names import directory_name
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.usage import KeyUsage

CERTIFICATES, LISTED, REPEATS = 500, 1_000_000, 7
GOAL = 0.5
BARE, OURS = "bare RSA-2048 verification", "our path, list of a million"
Judge = Callable[[bytes], object]
PURPOSE = Purpose("sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE)


def big_list() -> bytes:
    """Make a list of a million serials; every second certificate's serial lies between two of them."""
    serials = (np.arange(LISTED, dtype=np.uint32) * 2 + 0x0100_0001).astype(">u4")
    entries = Entries.of_columns(
        serials=serials.tobytes(),
        lengths=np.full(LISTED, 4, np.uint8),
        revoked=np.full(LISTED, int(NOW.timestamp()) - 86400, np.int64),
        reasons=np.full(LISTED, 4, np.uint8),
    )
    (point,) = point_names(NAKA)
    head = ListHead(
        issuer=CA_NAME.public_bytes(),
        issuer_key=KeyId(key_id("ca1").digest),
        this_update=NOW,
        next_update=NOW + timedelta(days=1),
        number=1,
        distribution_point=(directory_name(point.value.public_bytes()),),
    )
    tbs = draft(head, entries).tbs()
    return assemble(tbs, key("ca1").sign(tbs, PKCS1v15(), SHA256()))


def theirs(anchors: Sequence[bytes]) -> Judge:
    """Tell cryptography to bear a critical policy; it looks at no list."""
    people = ExtensionPolicy.permit_all().may_be_present(
        x509.CertificatePolicies, Criticality.AGNOSTIC, None
    )
    cas = ExtensionPolicy.permit_all().require_present(
        x509.BasicConstraints, Criticality.AGNOSTIC, None
    )
    store = Store([x509.load_der_x509_certificate(octets) for octets in anchors])
    builder = PolicyBuilder().store(store).time(NOW)
    verifier = builder.extension_policies(ee_policy=people, ca_policy=cas).build_client_verifier()
    return lambda octets: verifier.verify(x509.load_der_x509_certificate(octets), [])


def main() -> None:
    """Run the benchmark."""
    made = [Leaf(serial=0x0100_0000 + 2 * n).der for n in range(CERTIFICATES)]
    signers = [
        Leaf(serial=0x0100_0000 + 2 * n, signs_documents=True).der for n in range(CERTIFICATES)
    ]
    cas = [Ca("ca1").der, Ca("ca2", serial=2).der]
    anchors = Anchors.of(cas)
    lists = TrustedLists.of([TrustedList.parse(big_list(), anchors)])
    read = [read_leaf(octets) for octets in made]
    public, padding, digest = key("ca1").public_key(), PKCS1v15(), SHA256()
    small = RevocationList(issued=NOW).der
    demands = Demands(frozenset({AUTH_POLICY}), explicit_policy=True)

    def bare() -> None:
        for leaf in read:
            public.verify(leaf.signature, leaf.tbs, padding, digest)

    def ours(status: StatusSource) -> Judge:
        return lambda octets: verify_certificate(
            octets, anchors=anchors, purpose=PURPOSE, status=status, now=NOW
        )

    def general(octets: bytes) -> object:
        return verify_path(
            octets, anchors=cas, untrusted=[], lists=[small], demands=demands, now=NOW
        )

    shown(
        interleaved(
            {
                BARE: bare,
                "our reader of the layout": each(read_leaf, made),
                "our general reader": each(Certificate.parse, made),
                "our path, status left out": each(ours(StatusLeftOut()), made),
                OURS: each(ours(lists), made),
                "the same, certificates that sign": each(ours(lists), signers),
                "our general path, empty list": each(general, made),
                "cryptography's path, no policy, no list": each(theirs(cas), made),
            },
            REPEATS,
        )
    )


def each(judge: Judge, certificates: Sequence[bytes]) -> Work:
    """Judge all of them."""

    def work() -> None:
        for octets in certificates:
            judge(octets)

    return work


def shown(measured: Mapping[str, tuple[float, float]]) -> None:
    """Print the time of one certificate, and its rate as a share of the bare signature's."""
    print(f"{'':44}{'CPU µs':>10}{'rate ÷ bare':>14}")
    bare = measured[BARE][0]
    for name, (spent, _) in measured.items():
        print(f"{name:44}{spent / CERTIFICATES * 1e6:10.1f}{bare / spent:14.2f}")
    print(f"goal {GOAL}, reached {bare / measured[OURS][0]:.2f}")


if __name__ == "__main__":
    main()
