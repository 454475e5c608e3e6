"""A request for a certificate shows that its maker holds the key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.altered import with_a_field_too_many
from makers.certificates import issue, public, sign
from tegata.kit.core.problem import Problem
from tegata.pki import der
from tegata.pki.problems import MalformedDer, SignatureWrong
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import JPKI
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.pem import CERTIFICATE, REQUEST, read_pem, write_pem
from tegata.pki.x509.problems import PemUnreadable, RequestRefused
from tegata.pki.x509.request import Request, assemble_request, request_info

PHONE = CertificateKind.PHONE_AUTH
SUBJECT = issue(JPKI, PHONE).subject
INFO = request_info(SUBJECT, public(PHONE))
SOUND = assemble_request(INFO, sign(PHONE, INFO))


def test_a_request_comes_back_and_shows_possession() -> None:
    request = Request.parse(SOUND)

    request.check_possession()
    assert (request.subject, request.key, request.info) == (SUBJECT, public(PHONE), INFO)
    assert request.key_id == key_id_of(public(PHONE))


def test_a_request_signed_by_another_key_shows_nothing() -> None:
    other = assemble_request(INFO, sign(CertificateKind.PHONE_SIGN, INFO))

    with pytest.raises(SignatureWrong):
        Request.parse(other).check_possession()


def test_a_request_of_an_unknown_version_is_refused() -> None:
    _version, *rest = (each.encoding for each in der.read(INFO))
    later = der.sequence(der.integer(1), *rest)

    with pytest.raises(RequestRefused):
        Request.parse(assemble_request(later, b""))


def test_a_field_too_many_is_refused_or_noticed_wherever_it_stands() -> None:
    for octets in with_a_field_too_many(SOUND):
        with pytest.raises(Problem):
            Request.parse(octets).check_possession()


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(MalformedDer):
        Request.parse(assemble_request(request_info(SUBJECT, der.sequence()), b""))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_mutated_request_is_read_or_refused_by_name(changes: list[tuple[int, int]]) -> None:
    mutant = bytearray(SOUND)
    for at, octet in changes:
        mutant[at % len(mutant)] = octet
    if mutant == SOUND:
        return
    with pytest.raises(Problem):
        Request.parse(bytes(mutant)).check_possession()


@given(st.binary(min_size=1, max_size=200))
def test_text_and_encoding_are_one(octets: bytes) -> None:
    text = write_pem(REQUEST, octets)

    assert read_pem(REQUEST, f"anything\n{text}") == (octets,)
    with pytest.raises(PemUnreadable):
        read_pem(CERTIFICATE, text)


@pytest.mark.parametrize("body", ["A", "====", "QQ=A"])
def test_text_that_is_no_base64_is_refused(body: str) -> None:
    with pytest.raises(PemUnreadable):
        read_pem("X", f"-----BEGIN X-----\n{body}\n-----END X-----")
