"""How many certificates a relying party judges: parse, path and status against a bare signature.

Every certificate is another one, as in life. CPU times of one process, in interleaved rounds;
each line is the time of one certificate and the rate as a share of the bare RSA verification.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
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
from tegata.pki.crl.draft import ListHead, directory_name, draft
from tegata.pki.crl.entries import Entries
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.demands import Demands
from tegata.pki.verify.general import verify_path
from tegata.pki.verify.leaf import read_leaf
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.statuses import StatusLeftOut, StatusSource, TrustedList, TrustedLists
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.usage import KeyUsage

CERTIFICATES, LISTED, ROUNDS = 1000, 1_000_000, 7
GOAL = 0.5
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
    drafted = draft(head, entries)
    tbs = drafted.tbs()
    return drafted.signed_with(tbs, key("ca1").sign(tbs, PKCS1v15(), SHA256()))


def theirs(anchors: Sequence[bytes]) -> Callable[[bytes], object]:
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


def measured(contenders: dict[str, tuple[Callable[[bytes], object], Sequence[bytes]]]) -> None:
    """Time all contenders in turn, several rounds, and print medians."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, (judge, octets) in contenders.items():
            began = time.process_time()
            for one in octets:
                judge(one)
            times[name].append((time.process_time() - began) / len(octets) * 1e6)
    bare = statistics.median(next(iter(times.values())))
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:48} {median:9.1f} µs  {bare / median:5.2f}")
    ours = bare / statistics.median(times["our path, list of a million"])
    print(f"goal: {GOAL} of the bare rate; reached: {ours:.2f}")


def main() -> None:
    """Run the benchmark."""
    made = [Leaf(serial=0x0100_0000 + 2 * n).der for n in range(CERTIFICATES)]
    signers = [Leaf(serial=0x0100_0000 + 2 * n, signs_documents=True).der for n in range(300)]
    cas = [Ca("ca1").der, Ca("ca2", serial=2).der]
    anchors = Anchors.of(cas)
    lists = TrustedLists.of([TrustedList.parse(big_list(), anchors)])
    read = {octets: read_leaf(octets) for octets in made}
    public, padding, digest = key("ca1").public_key(), PKCS1v15(), SHA256()

    def bare(octets: bytes) -> None:
        public.verify(read[octets].signature, read[octets].tbs, padding, digest)

    def ours(status: StatusSource) -> Callable[[bytes], object]:
        return lambda octets: verify_certificate(
            octets, anchors=anchors, purpose=PURPOSE, status=status, now=NOW
        )

    small = RevocationList(issued=NOW).der
    demands = Demands(frozenset({AUTH_POLICY}), explicit_policy=True)

    def general(octets: bytes) -> None:
        verify_path(octets, anchors=cas, untrusted=[], lists=[small], demands=demands, now=NOW)

    measured(
        {
            "bare RSA-2048 verification": (bare, made),
            "our reader of the layout": (read_leaf, made),
            "our general reader": (Certificate.parse, made[:200]),
            "our path, status left out": (ours(StatusLeftOut()), made),
            "our path, list of a million": (ours(lists), made),
            "our path, list of a million, signers": (ours(lists), signers),
            "our general path, empty list": (general, made[:50]),
            "cryptography's x509.verification, no status": (theirs(cas), made),
        }
    )


if __name__ == "__main__":
    main()
