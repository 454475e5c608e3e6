"""OpenSSL asks the living status process, and believes its answers and its lists.

Exit codes lie here: `openssl ocsp` ends with 0 for what is revoked or stale. The texts are read.
"""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from makers.status_world import PHONE_AUTH, PHONE_SIGN, StatusWorld
from marks import peer
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("openssl", "faketime"),
]
SAID = {
    "good": ("good", ""),
    "held": ("revoked", "certificateHold"),
    "revoked": ("revoked", "keyCompromise"),
    "unwritten": ("unknown", ""),
    "reserved": ("unknown", ""),
    "stranger": ("unknown", ""),
}
every_kind = pytest.mark.parametrize("kind", HOLDERS)
every_rulebook = pytest.mark.parametrize(
    "world", ["sandbox-http", "sandbox", "jpki"], indirect=True
)


def asked(
    world: StatusWorld, kind: CertificateKind, *words: object, issuer: Path | None = None
) -> str:
    issuer = issuer or world.find(kind).issuer
    url = ("-url", world.ocsp(kind))
    command = ("openssl", "ocsp", *url, "-issuer", issuer, "-CAfile", issuer, *words)
    return world.at_this_time(*command)


def sound(said: str) -> bool:
    return "Response verify OK" in said and "WARNING" not in said and "Error" not in said


@every_kind
@pytest.mark.parametrize("nonce", ["-nonce", "-no_nonce"])
@pytest.mark.parametrize("digest", ["-sha1", "-sha256"])
def test_one_request_is_answered_about_every_certificate_in_it(
    world: StatusWorld, kind: CertificateKind, digest: str, nonce: str
) -> None:
    files = {state: world.find(kind, state).file for state in SAID}
    words = [word for file in files.values() for word in (digest, "-cert", file)]

    said = asked(world, kind, nonce, *words)

    assert sound(said), said
    for state, (status, reason) in SAID.items():
        _, told = said.split(f"{files[state]}: ")
        assert told.startswith(f"{status}\n\tThis Update: Sep  1 03:")
        assert (f"\tReason: {reason}\n" in told.split(".pem: ")[0]) is bool(reason)


@every_kind
def test_an_expired_certificate_is_not_called_revoked(
    world: StatusWorld, kind: CertificateKind
) -> None:
    expired = world.find(kind, "expired")

    said = asked(world, kind, "-cert", expired.file, issuer=expired.issuer)

    assert sound(said), said
    assert ".pem: good\n" in said


def test_a_client_whose_clock_is_ahead_sees_that_the_answer_is_stale(world: StatusWorld) -> None:
    there = world.find(PHONE_AUTH)
    command = ("openssl", "ocsp", "-url", world.ocsp(PHONE_AUTH), "-issuer", there.issuer)
    words = ("-CAfile", there.issuer, "-cert", there.file)

    said = world.at_this_time(*command, *words, later=timedelta(hours=1))

    assert "WARNING: Status times invalid" in said


def test_a_serial_of_the_other_authority_is_unknown(world: StatusWorld) -> None:
    said = asked(
        world, PHONE_SIGN, "-serial", f"0x{world.find(PHONE_AUTH).name.serial}"
    )  # fmt: skip

    assert sound(said), said
    assert ": unknown\n" in said


def test_who_asks_about_a_foreign_authority_asks_the_wrong_responder(
    world: StatusWorld, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Elsewhere",
        "-keyout", tmp_path / "key.pem", "-out", foreign,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)

    said = asked(world, PHONE_AUTH, "-serial", "1", issuer=foreign)

    assert "Responder Error: unauthorized (6)" in said


# --- lists ---------------------------------------------------------------------------------------


def verified(world: StatusWorld, kind: CertificateKind, state: str, *words: object) -> str:
    there = world.find(kind, state)
    command = ("openssl", "verify", "-x509_strict", "-check_ss_sig", "-crl_check")
    return world.at_this_time(*command, *words, "-CAfile", there.issuer, there.file)


def refused(said: str, number: int) -> bool:
    return f"error {number} at 0 depth" in said and "verification failed" in said


@every_rulebook
@every_kind
@pytest.mark.parametrize("which", ["list", "whole_list"])
def test_a_list_from_a_file_decides(world: StatusWorld, kind: CertificateKind, which: str) -> None:
    said = {
        state: verified(world, kind, state, "-CRLfile", getattr(world.find(kind, state), which))
        for state in ("good", "held", "revoked", "expired", "stranger")
    }

    assert said["good"].endswith(".pem: OK\n")
    assert refused(said["held"], 23)
    assert refused(said["revoked"], 23)
    assert refused(said["expired"], 10)
    assert said["stranger"].endswith(".pem: OK\n"), "a list cannot tell what it never knew"


@every_kind
def test_the_list_that_a_certificate_names_is_fetched(
    world: StatusWorld, kind: CertificateKind
) -> None:
    assert verified(world, kind, "good", "-crl_download").endswith(".pem: OK\n")
    assert refused(verified(world, kind, "held", "-crl_download"), 23)
    assert refused(verified(world, kind, "revoked", "-crl_download"), 23)


def test_a_list_is_out_of_date_after_a_day_and_a_half(world: StatusWorld) -> None:
    there = world.find(PHONE_AUTH)
    command = ("openssl", "verify", "-crl_check", "-CRLfile", there.list, "-CAfile", there.issuer)

    assert "OK" in world.at_this_time(*command, there.file, later=timedelta(hours=35))
    assert refused(world.at_this_time(*command, there.file, later=timedelta(hours=37)), 12)


def test_the_list_of_another_generation_does_not_serve(world: StatusWorld) -> None:
    elder = world.find(PHONE_AUTH, "expired")

    assert refused(verified(world, PHONE_AUTH, "good", "-CRLfile", elder.list), 3)


def test_all_generations_may_be_trusted_at_once(world: StatusWorld) -> None:
    there = world.find(PHONE_AUTH)
    command = ("openssl", "verify", "-crl_check", "-CRLfile", there.list)

    said = world.at_this_time(*command, "-CAfile", world.anchors, there.file)

    assert said.endswith(".pem: OK\n")
