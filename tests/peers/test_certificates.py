"""Certificates, requests and signed messages against OpenSSL, GnuTLS and pkilint."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from makers.certificates import AUTHORITIES, FAMILIES, ISSUED, World, key, public, sign, world
from marks import peer
from tegata.pki.cms.message import Message
from tegata.pki.cms.signing import (
    RSA_ENCRYPTION,
    assemble_message,
    signed_attributes,
)
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind
from tegata.pki.profiles.rulebook import JPKI, Rulebook, sandbox, sandbox_http
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.request import Request, assemble_request, request_info
from tegata.pki.x509.signature import SHA256_WITH_RSA

RULEBOOKS = [JPKI, sandbox(), sandbox_http()]
TIME = str(int(ISSUED.timestamp()) + 60)
by_rulebook = pytest.mark.parametrize("rulebook", RULEBOOKS, ids=lambda book: book.name)


def run(*command: str | Path, status: int = 0) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def tool(name: str) -> Path:
    return Path(sys.executable).parent / name


def save(folder: Path, made: World) -> dict[CertificateKind, Path]:
    paths = {kind: folder / f"{kind.value}.pem" for kind in made.certificates}
    for kind, path in paths.items():
        save_certificate(path, made.certificates[kind])
    return paths


def save_certificate(path: Path, certificate: Certificate) -> None:
    der_path = path.with_suffix(".der")
    der_path.write_bytes(certificate.der)
    run("openssl", "x509", "-inform", "DER", "-in", der_path, "-out", path)


def save_key(path: Path, kind: CertificateKind) -> Path:
    path.write_bytes(key(kind).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@peer("openssl")
@by_rulebook
def test_pkilint_finds_no_error_in_any_profile(rulebook: Rulebook, tmp_path: Path) -> None:
    paths = save(tmp_path, world(rulebook))

    for path in paths.values():
        assert "(ERROR)" not in run(tool("lint_pkix_cert"), "lint", "-s", "ERROR", path)


@peer("openssl")
@by_rulebook
def test_pkilint_finds_no_error_between_issuer_and_subject(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    paths = save(tmp_path, world(rulebook))

    for kind in set(CertificateKind) - set(AUTHORITIES.values()):
        issuer = paths[AUTHORITIES[FAMILIES[kind]]]
        out = run(
            tool("lint_pkix_signer_signee_cert_chain"), "lint", "-s", "ERROR", issuer, paths[kind]
        )
        assert "(ERROR)" not in out


@peer("openssl")
def test_pkilint_would_find_a_wrong_key_identifier(tmp_path: Path) -> None:
    path = tmp_path / "wrong.pem"
    made = world(JPKI).certificates[CertificateKind.CARD_AUTH]
    wrong = made.der.replace(made.key_id.octets, b"")
    path.with_suffix(".der").write_bytes(wrong)

    done = subprocess.run(
        [tool("lint_pkix_cert"), "lint", "-s", "ERROR", path.with_suffix(".der")],
        capture_output=True,
        check=False,
    )

    assert done.returncode != 0


@peer("openssl")
@by_rulebook
@pytest.mark.parametrize("kind", HOLDERS)
def test_openssl_builds_the_path_under_the_policy(
    rulebook: Rulebook, kind: CertificateKind, tmp_path: Path
) -> None:
    paths = save(tmp_path, world(rulebook))
    strict = ["openssl", "verify", "-x509_strict", "-check_ss_sig", "-attime", TIME]
    anchor = ["-CAfile", paths[AUTHORITIES[FAMILIES[kind]]]]
    policy = ["-explicit_policy", "-policy", rulebook.policies[kind]]

    assert ": OK" in run(*strict, *anchor, *policy, paths[kind])

    other = next(oid for oid in rulebook.policies.values() if oid != rulebook.policies[kind])
    refused = run(*strict, *anchor, "-explicit_policy", "-policy", other, paths[kind], status=2)
    assert "no explicit policy" in refused


@peer("openssl")
@by_rulebook
@pytest.mark.parametrize(
    "kind",
    [CertificateKind.SIGN_CA, CertificateKind.AUTH_CA, CertificateKind.OCSP_RESPONDER],
)
def test_openssl_accepts_the_authorities_and_their_responder(
    rulebook: Rulebook, kind: CertificateKind, tmp_path: Path
) -> None:
    paths = save(tmp_path, world(rulebook))
    anchor = paths[AUTHORITIES[FAMILIES[kind]]]

    out = run(
        "openssl", "verify", "-x509_strict", "-check_ss_sig", "-attime", TIME,
        "-CAfile", anchor, paths[kind],
    )  # fmt: skip

    assert ": OK" in out


@peer("openssl")
def test_openssl_shows_what_the_profile_says(tmp_path: Path) -> None:
    paths = save(tmp_path, world(JPKI))

    shown = run(
        "openssl", "x509", "-noout", "-text", "-nameopt", "utf8", "-in",
        paths[CertificateKind.CARD_SIGN],
    )  # fmt: skip

    for line in (
        "Digital Signature, Non Repudiation",
        "X509v3 Certificate Policies: critical",
        "Policy: 1.2.392.200149.8.5.1.1.20",
        "CPS: http://www.jpki.go.jp/cps.html",
        "OU = CRL Distribution Points, OU = Kanagawa-ken, CN = Yokohama-shi-Naka-ku CRLDP",
        "serial:06:7C:6A:21",
    ):
        assert line in shown, line


@peer("certtool", "faketime", "openssl")
@by_rulebook
def test_gnutls_builds_the_path(rulebook: Rulebook, tmp_path: Path) -> None:
    made = world(rulebook)
    paths = save(tmp_path, made)

    for kind in HOLDERS:
        anchor = paths[AUTHORITIES[FAMILIES[kind]]]
        out = run(
            "faketime", "2023-05-12 00:00:00", "certtool", "--verify",
            "--load-ca-certificate", anchor, "--infile", paths[kind],
        )  # fmt: skip
        assert "Chain verification output: Verified. The certificate is trusted." in out


@peer("openssl")
def test_openssl_verifies_our_request(tmp_path: Path) -> None:
    made = world(JPKI).certificates[CertificateKind.PHONE_SIGN]
    info = request_info(made.subject, made.key)
    octets = assemble_request(info, sign(CertificateKind.PHONE_SIGN, info))
    path = tmp_path / "request.der"
    path.write_bytes(octets)

    assert "verify OK" in run("openssl", "req", "-verify", "-inform", "DER", "-in", path)


@peer("openssl")
def test_we_verify_a_request_of_openssl(tmp_path: Path) -> None:
    secret, path = save_key(tmp_path / "key.pem", CertificateKind.PHONE_SIGN), tmp_path / "r.der"
    run(
        "openssl", "req", "-new", "-sha256", "-key", secret, "-subj", "/C=JP/CN=device",
        "-addext", "keyUsage=digitalSignature", "-outform", "DER", "-out", path,
    )  # fmt: skip

    request = Request.parse(path.read_bytes())

    request.check_possession()
    assert request.key == public(CertificateKind.PHONE_SIGN)


def message(signer: Certificate, content: bytes, algorithm: str, *, attached: bool) -> bytes:
    attributes = signed_attributes(message_digest=sha256(content).digest(), signing_time=ISSUED)
    return assemble_message(
        attributes=attributes,
        signature=sign(CertificateKind.CARD_SIGN, attributes),
        signer=signer,
        content=content if attached else None,
        algorithm=algorithm,
    )


@peer("openssl")
@pytest.mark.parametrize("algorithm", [RSA_ENCRYPTION, SHA256_WITH_RSA])
@pytest.mark.parametrize("attached", [True, False], ids=["attached", "detached"])
def test_openssl_verifies_our_signed_message(
    algorithm: str, attached: bool, tmp_path: Path
) -> None:
    made = world(JPKI)
    paths = save(tmp_path, made)
    content = "契約書\n".encode()
    (tmp_path / "content").write_bytes(content)
    signer = made.certificates[CertificateKind.CARD_SIGN]
    (tmp_path / "m").write_bytes(message(signer, content, algorithm, attached=attached))
    command = [
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "m",
        "-CAfile", paths[CertificateKind.SIGN_CA], "-purpose", "any", "-attime", TIME,
        "-out", tmp_path / "out",
    ]  # fmt: skip

    assert "successful" in run(*command, *([] if attached else ["-content", tmp_path / "content"]))
    assert (tmp_path / "out").read_bytes() == content

    (tmp_path / "content").write_bytes(content + b"!")
    if not attached:
        assert "failure" in run(*command, "-content", tmp_path / "content", status=4)


@peer("openssl")
@pytest.mark.parametrize("attached", [True, False], ids=["attached", "detached"])
@pytest.mark.parametrize("cades", [["-cades"], []], ids=["cades", "plain"])
def test_we_check_a_signed_message_of_openssl(
    cades: list[str], attached: bool, tmp_path: Path
) -> None:
    made = world(JPKI)
    paths = save(tmp_path, made)
    secret = save_key(tmp_path / "key.pem", CertificateKind.CARD_SIGN)
    (tmp_path / "content").write_bytes(b"content")
    run(
        "openssl", "cms", "-sign", "-binary", "-md", "sha256", *cades,
        *(["-nodetach"] if attached else []),
        "-signer", paths[CertificateKind.CARD_SIGN], "-inkey", secret,
        "-in", tmp_path / "content", "-outform", "DER", "-out", tmp_path / "m",
    )  # fmt: skip

    parsed = Message.parse((tmp_path / "m").read_bytes())

    signer = parsed.check(None if attached else b"content")
    assert signer == made.certificates[CertificateKind.CARD_SIGN]
