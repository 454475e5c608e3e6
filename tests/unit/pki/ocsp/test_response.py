"""An answer is written as RFC 6960 has it, read back, and believed only when it may be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from cryptography import x509
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from makers.lists import FLAGS, KEY
from makers.responders import (
    CA,
    DELEGATE,
    HASHES,
    NOW,
    PURPOSE,
    RESPONDER,
    RESPONDER_KEY,
    RESPONDER_NAME,
    answered,
    built,
    usage,
)
from tegata.pki.ocsp.answer import Answer, Good, Revoked, Status, Unknown
from tegata.pki.ocsp.check import Question, check_response
from tegata.pki.ocsp.identify import SHA256
from tegata.pki.ocsp.problems import (
    AnswerForAnother,
    AnswerNotCurrent,
    MalformedStatusResponse,
    NonceDiffers,
    ResponderUntrusted,
    StatusWithheld,
)
from tegata.pki.ocsp.responder import Outcome, Responder, refusal
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.problems import MalformedDer, SignatureWrong
from tegata.pki.x509.names import Serial
from tegata.pki.x509.reasons import Reason

ASKED = HASHES.cert_id(Serial(5))
QUESTION = Question(asked=ASKED, issuer=CA)
HOUR = timedelta(hours=1)


def answer(status: Status = Good(), serial: int = 5, since: datetime = NOW) -> Answer:  # noqa: B008
    return Answer(HASHES.cert_id(Serial(serial)), status, since, since + HOUR)


moments = st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
statuses = st.one_of(
    st.just(Good()),
    st.just(Unknown()),
    st.builds(Revoked, moments, st.sampled_from(list(Reason))),
)
answers = st.builds(
    Answer,
    st.builds(HASHES.cert_id, st.integers(1, 1 << 150).map(Serial)),
    statuses,
    moments,
    moments,
)


@given(st.lists(answers, min_size=1, max_size=3), st.none() | st.binary(min_size=1, max_size=128))
def test_a_response_survives_the_round_trip(said: list[Answer], nonce: bytes | None) -> None:
    found = StatusResponse.parse(answered(said, nonce=nonce))

    assert found.answers == tuple(said)
    assert (found.nonce, found.produced) == (nonce, NOW)
    assert found.certificates == (DELEGATE.der,)
    assert found.responder.key_hash == DELEGATE.key_id.octets


@given(answers)
def test_cryptography_reads_the_same(said: Answer) -> None:
    found = next(iter(ocsp.load_der_ocsp_response(answered([said])).responses))

    assert found.serial_number == said.cert_id.serial.number
    assert (found.this_update_utc, found.next_update_utc) == (said.this_update, said.next_update)
    if isinstance(said.status, Revoked):
        assert found.revocation_time_utc == said.status.since
        expected = FLAGS[said.status.reason] if said.status.reason else None
        assert found.revocation_reason == expected
    else:
        assert found.certificate_status.name == type(said.status).__name__.upper()


@pytest.mark.parametrize("outcome", [each for each in Outcome if each])
def test_a_refusal_carries_nothing_but_its_outcome(outcome: Outcome) -> None:
    octets = refusal(outcome)

    assert ocsp.load_der_ocsp_response(octets).response_status.value == outcome
    with pytest.raises(StatusWithheld):
        StatusResponse.parse(octets)


def test_an_answer_of_the_delegated_responder_is_believed() -> None:
    said = answer(Revoked(NOW - HOUR, Reason.HOLD))
    octets = answered([answer(serial=6), said], nonce=b"1234")
    question = evolve(QUESTION, nonce=b"1234")

    assert check_response(StatusResponse.parse(octets), question, NOW) == said


def test_an_answer_of_the_authority_itself_is_believed() -> None:
    octets = answered([answer()], responder=Responder(CA.key_id), key=KEY)

    assert check_response(StatusResponse.parse(octets), QUESTION, NOW).status == Good()


def test_an_answer_by_sha_256_is_believed() -> None:
    asked = HASHES.cert_id(Serial(5), SHA256)
    octets = answered([Answer(asked, Unknown(), NOW, NOW + HOUR)])

    found = check_response(StatusResponse.parse(octets), evolve(QUESTION, asked=asked), NOW)

    assert found.status == Unknown()


def delegates() -> Iterator[Responder]:
    ekus = [(PURPOSE, False)]
    elsewhere = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)
    for extensions, more in [
        ([], {}),
        ([elsewhere], {}),
        ([*ekus, usage(key_encipherment=True)], {}),
        (ekus, {"until": NOW - HOUR}),
        (ekus, {"issuer": RESPONDER_NAME, "issuer_key": RESPONDER_KEY}),
    ]:
        made = built(RESPONDER_NAME, RESPONDER_KEY, *extensions, **more)
        yield Responder(made.key_id, (made.der,))
    yield Responder(DELEGATE.key_id, ())
    yield Responder(DELEGATE.key_id, (CA.der,))


@pytest.mark.parametrize("responder", list(delegates()))
def test_a_signer_whom_the_authority_did_not_appoint_is_refused(responder: Responder) -> None:
    octets = answered([answer()], responder=responder)

    with pytest.raises(ResponderUntrusted):
        check_response(StatusResponse.parse(octets), QUESTION, NOW)


def test_an_appointment_that_the_authority_did_not_sign_is_refused() -> None:
    forged = built(RESPONDER_NAME, RESPONDER_KEY, (PURPOSE, False), issuer_key=RESPONDER_KEY)
    octets = answered([answer()], responder=Responder(forged.key_id, (forged.der,)))

    with pytest.raises(SignatureWrong):
        check_response(StatusResponse.parse(octets), QUESTION, NOW)


def test_a_changed_answer_is_refused() -> None:
    octets = answered([answer(Unknown())]).replace(b"\x82\x00", b"\x80\x00", 1)

    with pytest.raises(SignatureWrong):
        check_response(StatusResponse.parse(octets), QUESTION, NOW)


@pytest.mark.parametrize("nonce", [None, b"other"])
def test_an_answer_without_the_nonce_that_was_sent_is_refused(nonce: bytes | None) -> None:
    octets = answered([answer()], nonce=nonce)

    with pytest.raises(NonceDiffers):
        check_response(StatusResponse.parse(octets), evolve(QUESTION, nonce=b"mine"), NOW)


@pytest.mark.parametrize("said", [[], [answer(serial=6)], [answer(), answer(Unknown())]])
def test_no_answer_or_two_about_the_certificate_are_refused(said: list[Answer]) -> None:
    with pytest.raises(AnswerForAnother):
        check_response(StatusResponse.parse(answered(said)), QUESTION, NOW)


def test_an_answer_about_another_issuers_certificate_is_refused() -> None:
    question = evolve(QUESTION, issuer=DELEGATE)
    octets = answered([answer()], responder=Responder(DELEGATE.key_id))

    with pytest.raises(AnswerForAnother):
        check_response(StatusResponse.parse(octets), question, NOW)


@pytest.mark.parametrize(
    "moment", [NOW - HOUR, NOW - timedelta(seconds=1), NOW + HOUR, NOW + 9 * HOUR]
)
def test_an_answer_for_another_time_is_refused(moment: datetime) -> None:
    response = StatusResponse.parse(answered([answer()]))

    with pytest.raises(AnswerNotCurrent):
        check_response(response, QUESTION, moment)
    assert check_response(response, evolve(QUESTION, tolerance=10 * HOUR), moment)


def test_a_response_produced_in_the_future_is_refused() -> None:
    response = StatusResponse.parse(answered([answer()], produced=NOW + HOUR))

    with pytest.raises(AnswerNotCurrent):
        check_response(response, QUESTION, NOW)


@pytest.mark.parametrize(
    "octets", [b"", b"\x30\x00", b"\x30\x03\x0a\x01\x00", b"\x30\x03\x0a\x01\x04"]
)
def test_what_is_no_response_is_refused(octets: bytes) -> None:
    with pytest.raises((MalformedDer, MalformedStatusResponse)):
        StatusResponse.parse(octets)


def test_the_times_have_no_fractions() -> None:
    octets = answered([answer(Revoked(NOW.replace(microsecond=7)))], produced=NOW)

    assert b"." not in RESPONDER.to_be_signed([answer()], produced=NOW.replace(microsecond=9))
    assert b"20260401120000Z" in octets
