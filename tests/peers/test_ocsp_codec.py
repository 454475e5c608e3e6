"""Foreign programs believe our answers, and we read their questions and answers."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from makers.files import key_pem, pem, said_by, write
from makers.lists import KEY
from makers.responders import (
    CA,
    DELEGATE,
    HASHES,
    NOW,
    RESPONDER_KEY,
    RESPONDER_NAME,
    answered,
    built,
)
from marks import peer
from tegata.pki.ocsp.answer import Answer, Good, Revoked, Status, Unknown
from tegata.pki.ocsp.check import Question, check_response
from tegata.pki.ocsp.identify import SHA1, SHA256
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.responder import Responder
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

LEAF = built(RESPONDER_NAME, RESPONDER_KEY)
HOUR = timedelta(hours=1)
LINTER = str(Path(sys.executable).parent / "lint_ocsp_response")
STATUSES: list[tuple[Status, list[str]]] = [
    (Good(), [": good"]),
    (Unknown(), [": unknown"]),
    (
        Revoked(NOW - HOUR, Reason.HOLD),
        [": revoked", "Reason: certificateHold", "Revocation Time: Apr  1 11:00:00 2026 GMT"],
    ),
    (Revoked(NOW - HOUR), [": revoked"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = [("ca.pem", pem(CA)), ("leaf.pem", pem(LEAF)), ("responder.pem", pem(DELEGATE))]
    write(tmp_path, [*files, ("responder.key", key_pem(RESPONDER_KEY))])
    return tmp_path


def answer(status: Status, asked: StatusRequest) -> list[Answer]:
    return [Answer(each, status, NOW, NOW + HOUR) for each in asked.cert_ids]


def asked_by_openssl(folder: Path, *options: str) -> StatusRequest:
    code, said = said_by(
        folder, "openssl", "ocsp", "-issuer", "ca.pem", *options, "-reqout", "request.der"
    )
    assert code == 0, said
    return StatusRequest.parse((folder / "request.der").read_bytes())


def openssl_on(
    folder: Path, octets: bytes, digest: str = "-sha1", at: str = "2026-04-01 12:30:00"
) -> str:
    write(folder, [("response.der", octets)])
    command = "openssl ocsp -no_nonce -respin response.der -CAfile ca.pem -issuer ca.pem"
    return said_by(folder, *command.split(), digest, "-cert", "leaf.pem", at=at)[1]


@peer("openssl", "faketime")
@pytest.mark.parametrize("digest", ["-sha1", "-sha256"])
@pytest.mark.parametrize(("status", "sentences"), STATUSES)
def test_openssl_believes_our_answer(
    folder: Path, status: Status, sentences: list[str], digest: str
) -> None:
    asked = asked_by_openssl(folder, digest, "-cert", "leaf.pem", "-no_nonce")

    said = openssl_on(folder, answered(answer(status, asked)), digest)

    assert "Response verify OK" in said
    assert "WARNING" not in said
    assert [sentence for sentence in sentences if sentence not in said] == [], said
    assert (": good" in said) == (status == Good())


@peer("openssl", "faketime")
def test_openssl_believes_the_authority_itself(folder: Path) -> None:
    asked = asked_by_openssl(folder, "-cert", "leaf.pem", "-no_nonce")
    octets = answered(answer(Good(), asked), responder=Responder(CA.key_id), key=KEY)

    said = openssl_on(folder, octets)

    assert "Response verify OK" in said
    assert ": good" in said


@peer("openssl", "faketime")
def test_openssl_warns_about_an_answer_that_is_over(folder: Path) -> None:
    asked = asked_by_openssl(folder, "-cert", "leaf.pem", "-no_nonce")

    said = openssl_on(folder, answered(answer(Good(), asked)), at="2026-04-02 12:30:00")

    assert "WARNING: Status times invalid" in said


@peer("openssl", "faketime")
def test_openssl_refuses_a_signer_whom_the_authority_did_not_appoint(folder: Path) -> None:
    plain = built(RESPONDER_NAME, RESPONDER_KEY)
    asked = asked_by_openssl(folder, "-cert", "leaf.pem", "-no_nonce")
    octets = answered(answer(Good(), asked), responder=Responder(plain.key_id, (plain.der,)))

    assert "Response Verify Failure" in openssl_on(folder, octets)


@peer("openssl", "faketime")
@pytest.mark.parametrize(("digest", "dotted"), [("-sha1", SHA1), ("-sha256", SHA256)])
def test_a_question_of_openssl_is_read(folder: Path, digest: str, dotted: str) -> None:
    one = asked_by_openssl(folder, digest, "-cert", "leaf.pem")
    several = asked_by_openssl(
        folder, digest, "-serial", "0x5", "-serial", "0x80", "-cert", "leaf.pem", "-no_nonce"
    )

    assert one.cert_ids == (HASHES.cert_id(LEAF.serial, dotted),)
    assert one.nonce is not None
    assert len(one.nonce) == 16
    assert [each.serial for each in several.cert_ids] == [Serial(5), Serial(0x80), LEAF.serial]
    assert several.nonce is None
    assert all(map(HASHES.issued, several.cert_ids))


@peer("openssl", "faketime")
def test_a_signed_question_of_openssl_is_read(folder: Path) -> None:
    signed = asked_by_openssl(
        folder, "-cert", "leaf.pem", "-signer", "responder.pem", "-signkey", "responder.key"
    )

    assert signed.cert_ids == (HASHES.cert_id(LEAF.serial),)


@peer("openssl", "faketime")
def test_openssl_finds_its_nonce_in_our_answer(folder: Path) -> None:
    asked = asked_by_openssl(folder, "-cert", "leaf.pem")
    command = "openssl ocsp -no_nonce -reqin request.der -respin response.der -CAfile ca.pem"

    write(folder, [("response.der", answered(answer(Good(), asked), nonce=asked.nonce))])
    bound = said_by(folder, *command.split())[1]
    write(folder, [("response.der", answered(answer(Good(), asked), nonce=b"another"))])
    unbound = said_by(folder, *command.split())[1]

    assert "Response verify OK" in bound
    assert "Nonce Verify error" in unbound


def rows(*states: str) -> bytes:
    """Rows of OpenSSL's index: the leaf's serial is 77, hexadecimal 4D."""
    return "".join(f"{state}\t4D\tunknown\t/CN=x\n" for state in states).encode()


def expected() -> Iterator[tuple[bytes, Status]]:
    since = NOW - timedelta(hours=2)
    yield rows("V\t330101000000Z\t"), Good()
    yield (
        rows("R\t330101000000Z\t260401100000Z,keyCompromise"),
        Revoked(since, Reason.KEY_COMPROMISE),
    )
    yield rows("R\t330101000000Z\t260401100000Z"), Revoked(since)
    yield b"", Unknown()


@peer("openssl", "faketime")
@pytest.mark.parametrize(("index", "status"), list(expected()))
def test_an_answer_of_openssl_is_believed(folder: Path, index: bytes, status: Status) -> None:
    asked = asked_by_openssl(folder, "-cert", "leaf.pem")
    write(folder, [("index.txt", index)])
    command = (
        "openssl ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey responder.key"
        " -reqin request.der -respout response.der -nmin 60"
    )
    code, said = said_by(folder, *command.split())
    assert code == 0, said
    response = StatusResponse.parse((folder / "response.der").read_bytes())
    question = Question(asked=asked.cert_ids[0], issuer=CA, nonce=asked.nonce)

    found = check_response(response, question, NOW + timedelta(minutes=45))

    assert found.status == status


@peer("lint_ocsp_response")
@pytest.mark.parametrize("status", [status for status, _ in STATUSES])
@pytest.mark.parametrize("nonce", [None, bytes(32)])
def test_pkilint_finds_nothing(folder: Path, status: Status, nonce: bytes | None) -> None:
    asked = StatusRequest((HASHES.cert_id(LEAF.serial),))
    write(folder, [("response.der", answered(answer(status, asked), nonce=nonce))])

    found = said_by(folder, LINTER, *["lint", "-s", "ERROR", "response.der"])

    assert found == (0, "\n")
