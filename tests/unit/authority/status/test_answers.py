"""What is answered about a certificate, and when a responder needs a fresh one."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from tegata.authority.status.rules import answers
from tegata.authority.status.values import Cause, Certificate, Delegate, Revocation, State
from tegata.pki.ocsp.answer import Good, Revoked, Status, Unknown
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.reasons import Reason

NOW = datetime(2023, 9, 1, 3, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NAME = CertificateName(KeyId(bytes(20)), Serial(7))
GOOD = Certificate(NAME, CertificateKind.PHONE_AUTH, "person-1", "14104", NOW + DAY, State.GOOD)
HELD = Revocation(Cause.SUSPENSION, Reason.HOLD, NOW - DAY)
DEAD = Revocation(Cause.DEATH, Reason.UNSPECIFIED, NOW - DAY)


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        (None, Unknown()),
        (evolve(GOOD, state=State.RESERVED), Unknown()),
        (evolve(GOOD, state=State.ISSUED), Unknown()),
        (GOOD, Good()),
        (evolve(GOOD, state=State.HOLD, revocation=HELD), Revoked(NOW - DAY, Reason.HOLD)),
        (
            evolve(GOOD, state=State.REVOKED, revocation=DEAD),
            Revoked(NOW - DAY, Reason.UNSPECIFIED),
        ),
    ],
)
def test_every_state_has_its_answer(certificate: Certificate | None, said: Status) -> None:
    assert answers.status_of(certificate) == said


@pytest.mark.parametrize(
    ("ends", "renewed"),
    [
        (NOW - DAY, True),
        (NOW + 3 * DAY, True),
        (NOW + 3 * DAY + SECOND, False),
        (NOW + 7 * DAY, False),
        (NOW + 7 * DAY + SECOND, True),  # from the future: the clock was moved back
    ],
)
def test_a_responder_is_renewed_near_its_end_and_when_it_comes_from_the_future(
    ends: datetime, *, renewed: bool
) -> None:
    assert answers.needs_renewal(Delegate(NAME, NAME.issuer, ends), NOW) is renewed


def test_a_ca_key_without_a_responder_gets_one() -> None:
    assert answers.needs_renewal(None, NOW)
