"""The status process answers over the wire: OCSP signed and fresh, lists daily, both from one row."""

from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.ocsp import (
    OCSPCertStatus,
    OCSPResponse,
    OCSPResponseStatus,
    load_der_ocsp_response,
)
from django.db import connection, transaction

from makers.status_world import PASSPHRASE, PHONE_AUTH, StatusWorld, living
from marks import row
from tegata.authority.status import public as status
from tegata.authority.status.door import StatusDoor
from tegata.authority.status.service import lists
from tegata.kit.core.problem import Problem
from tegata.kit.data.keyfile import KeyFolder
from tegata.kit.web.lean import Asked
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.answers import AnsweredStatus
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.x509.names import CertificateName
from tegata.pki.x509.usage import KeyUsage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("status")]
GOOD, REVOKED, UNKNOWN = OCSPCertStatus.GOOD, OCSPCertStatus.REVOKED, OCSPCertStatus.UNKNOWN
HOLD = x509.ReasonFlags.certificate_hold


@pytest.fixture
def world(tmp_path: Path) -> Iterator[StatusWorld]:
    with living(tmp_path, states=("good", "revoked", "stranger")) as made:
        yield made


def answered(world: StatusWorld, name: CertificateName, nonce: bytes | None = None) -> OCSPResponse:
    return load_der_ocsp_response(world.answer(name, nonce=nonce))


def listed(world: StatusWorld, name: CertificateName) -> x509.RevokedCertificate | None:
    _, octets = world.fetch("GET", f"/crl/{name.issuer}/14104.crl")
    found = x509.load_der_x509_crl(octets)
    return found.get_revoked_certificate_by_serial_number(name.serial.number)


@row("CRL-004")
def test_an_inquiry_is_answered_signed_and_fresh_with_its_nonce(world: StatusWorld) -> None:
    expected = {"good": GOOD, "revoked": REVOKED, "stranger": UNKNOWN}
    for state, told in expected.items():
        nonce = state.encode().ljust(32, b"-")
        answer = answered(world, world.find(PHONE_AUTH, state).name, nonce)
        now = world.ctx.now

        assert answer.certificate_status is told
        found = answer.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        assert found == nonce
        (one,) = answer.responses
        assert one.this_update_utc <= now < one.next_update_utc
        assert now - one.this_update_utc < timedelta(minutes=1)
        (delegate,) = answer.certificates
        delegate.verify_directly_issued_by(
            x509.load_pem_x509_certificate(world.find(PHONE_AUTH).issuer.read_bytes())
        )
        key = delegate.public_key()
        assert isinstance(key, RSAPublicKey)
        key.verify(answer.signature, answer.tbs_response_bytes, PKCS1v15(), SHA256())


@row("SUS-004")
def test_a_suspension_is_seen_everywhere_and_can_be_lifted(world: StatusWorld) -> None:
    name = world.find(PHONE_AUTH).name
    world.hold(name)
    world.wait(timedelta(seconds=2))
    world.publish_lists()

    answer, entry = answered(world, name), listed(world, name)
    assert (answer.certificate_status, answer.revocation_reason) == (REVOKED, HOLD)
    assert entry is not None
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason is HOLD

    world.resume(name)
    world.wait(timedelta(seconds=2))
    world.publish_lists()
    assert answered(world, name).certificate_status is GOOD
    assert listed(world, name) is None


@row("D-REV-02")
def test_the_answer_changes_with_the_commit_and_the_list_with_the_day(world: StatusWorld) -> None:
    name = world.find(PHONE_AUTH).name
    with transaction.atomic():
        status.stop(world.ctx, name=name, cause=status.Cause.SUBJECT_REQUEST)
        assert answered(world, name).certificate_status is GOOD
    assert answered(world, name).certificate_status is REVOKED

    assert lists.draft_due(world.ctx) == 0, "the lists of the day are made"
    assert listed(world, name) is None
    world.wait(timedelta(days=1))
    assert lists.draft_due(world.ctx) > 0
    world.publish_lists()
    assert listed(world, name) is not None


@row("CRL-005", "REV-010")
def test_a_verification_asks_the_responder_looks_up_and_answers(world: StatusWorld) -> None:
    keys = KeyFolder(world.folder / "keys" / "status", PASSPHRASE)
    there, steps = world.find(PHONE_AUTH), list[str]()

    def look_up(execute, sql, *rest):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        if "FROM status_certificate" in sql:
            steps.append("7 look-up")
        return execute(sql, *rest)

    def verify(door: StatusDoor) -> None:
        steps.append("6 request")
        reply = door.reply(Asked("POST", "/ocsp/auth", world.request(there.name), {}))
        steps.append("8 response")
        response = StatusResponse.parse(reply.body)
        verify_certificate(
            there.der,
            anchors=Anchors.of([world.issuer_of(there.name).der]),
            purpose=Purpose("sign in", policies(there.der), KeyUsage.DIGITAL_SIGNATURE),
            status=AnsweredStatus(response=response, nonce=None),
            now=world.ctx.now,
        )

    with ThreadPoolExecutor(1) as threads, connection.execute_wrapper(look_up):
        door = StatusDoor(keys, threads)
        door.refresh()
        verify(door)
        assert steps == ["6 request", "7 look-up", "8 response"]

        world.revoke(there.name)
        steps.clear()
        with pytest.raises(Problem, match="revoked"):
            verify(door)
        assert [each for each in steps if each[0] in "68"] == ["6 request", "8 response"]


def policies(der: bytes) -> frozenset[str]:
    found = x509.load_der_x509_certificate(der).extensions
    value = found.get_extension_for_class(x509.CertificatePolicies).value
    return frozenset(each.policy_identifier.dotted_string for each in value)


def test_the_wire_keeps_the_manners_of_ocsp_and_http(world: StatusWorld) -> None:
    name = world.find(PHONE_AUTH).name
    nonce = b"\0".join([b"\xff\xff\xff", *[b"\xfb\xef\xbe" * 3] * 3])  # both, however it falls
    octets = world.request(name, nonce=nonce)
    text = b64encode(octets).decode()
    assert "/" in text
    assert "+" in text

    # RFC 6960, A.1 and RFC 5019, 5: escaped or not, with the slash of either side, padded or not.
    for path in (quote(text, safe=""), quote(text), text, f"/{text}", text.rstrip("=")):
        answer, body = world.fetch("GET", f"/ocsp/auth/{path}")
        assert answer.headers["Content-Type"] == "application/ocsp-response"
        assert load_der_ocsp_response(body).certificate_status is GOOD
    assert world.fetch("HEAD", f"/ocsp/auth/{quote(text)}")[1] == b""
    for method, path, body in (("GET", "/ocsp/auth/%00", None), ("POST", "/ocsp/auth/", b"?")):
        malformed = load_der_ocsp_response(world.fetch(method, path, body)[1])
        assert malformed.response_status is OCSPResponseStatus.MALFORMED_REQUEST

    first, listed_ = world.fetch("GET", f"/crl/{name.issuer}/14104.crl")
    tag = first.headers["ETag"]
    assert first.headers["Date"].startswith("Fri, 01 Sep 2023 03:")
    assert first.headers["Content-Type"] == "application/pkix-crl"
    for known in (tag, f'"x", W/{tag}', "*"):
        kept = world.fetch("GET", f"/crl/{name.issuer}/14104.crl", If_None_Match=known)
        assert (kept[0].status, kept[1]) == (304, b"")
    head, nothing = world.fetch("HEAD", f"/crl/{name.issuer}/all.crl", If_None_Match='"x"')
    assert (head.status, nothing) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0 < len(listed_)
    for method, path, code in (
        ("GET", "/", 200),
        ("GET", "/crl/zz/14104.crl", 404),
        ("GET", f"/crl/{name.issuer}/99999.crl", 404),
        ("POST", f"/crl/{name.issuer}/14104.crl", 405),
        ("DELETE", "/ocsp/auth", 405),
        ("POST", "/elsewhere", 404),
    ):
        assert world.fetch(method, path)[0].status == code, (method, path)


def test_a_hundred_ask_at_once_and_all_are_answered(world: StatusWorld) -> None:
    request = world.request(world.find(PHONE_AUTH).name)

    def ask(_number: int) -> OCSPCertStatus:
        return load_der_ocsp_response(
            world.fetch("POST", "/ocsp/auth", request)[1]
        ).certificate_status

    with ThreadPoolExecutor(100) as crowd:
        assert set(crowd.map(ask, range(300))) == {GOOD}
