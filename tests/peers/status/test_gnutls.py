"""GnuTLS asks the living status process, and reads its lists.

`ocsptool` ends with 0 for what is revoked: its text is read. `certtool` accepts expired and forged
lists when it verifies a certificate: it is asked only to read one, and who signed it.
"""

from pathlib import Path

import pytest

from makers.status_world import PHONE_AUTH, PHONE_SIGN, StatusWorld
from marks import peer
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("ocsptool", "certtool", "faketime"),
]
SAID = {
    "good": "good",
    "held": "revoked",
    "revoked": "revoked",
    "unwritten": "unknown",
    "stranger": "unknown",
    "expired": "good",
}
both_kinds = pytest.mark.parametrize("kind", [PHONE_AUTH, PHONE_SIGN])


@both_kinds
@pytest.mark.parametrize("nonce", ["--nonce", "--no-nonce"])
def test_ocsptool_asks_and_believes(
    world: StatusWorld, kind: CertificateKind, nonce: str, tmp_path: Path
) -> None:
    for state, status in SAID.items():
        there = world.find(kind, state)
        kept, trust = tmp_path / f"{state}.der", ("--load-trust", there.issuer)
        said = world.at_this_time(
            "ocsptool", f"--ask={world.ocsp(kind)}", nonce, "--load-issuer", there.issuer,
            "--load-cert", there.file, *trust, "--outder", "--outfile", kept,
        )  # fmt: skip
        read = world.at_this_time("ocsptool", "--response-info", "--inder", "--infile", kept)
        again = world.at_this_time("ocsptool", "--verify-response", "--load-response", kept, *trust)

        assert "Verifying OCSP Response: Success." in said + again
        assert f"Certificate Status: {status}\n" in said + read
        assert f"Serial Number: {there.name.serial}" in said + read


@both_kinds
def test_certtool_reads_the_list(world: StatusWorld, kind: CertificateKind) -> None:
    there, held = world.find(kind), world.find(kind, "held").name.serial

    for file in (there.list, there.whole_list):
        read = world.at_this_time("certtool", "--crl-info", "--infile", file)
        assert f"Serial Number (hex): {held}" in read
        assert "Version: 2" in read
        signed = world.at_this_time(
            "certtool", "--verify-crl", "--load-ca-certificate", there.issuer, "--infile", file
        )
        assert "Verified" in signed
