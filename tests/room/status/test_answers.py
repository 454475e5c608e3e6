"""The responder: it answers as soon as its certificate is signed, and about so many at a time."""

from pathlib import Path

import pytest

from makers.authority import hold_ceremony
from tegata.authority.ca import public as ca
from tegata.authority.ca.door import Press
from tegata.authority.status.rules.answers import MOST
from tegata.authority.status.service import answers, delegates
from tegata.kit.core.context import Context
from tegata.kit.data.keyfile import KeyFolder
from tegata.pki.ocsp.identify import CertId, IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.responder import Outcome, refusal
from tegata.pki.x509.names import Serial

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "status", b"test")


@pytest.fixture
def press(ctx: Context, tmp_path: Path, keys: KeyFolder) -> Press:
    """A press before which the responders' certificates wait."""
    made = hold_ceremony(ctx, tmp_path / "press")
    delegates.renew_delegates(ctx, make_key=keys.make)
    return made


def opened(ctx: Context, keys: KeyFolder) -> answers.Desks:
    delegates.collect_delegates(ctx)
    return delegates.open_desks(ctx, open_key=keys.open)


def test_a_desk_opens_when_its_certificate_was_signed_and_taken_in(
    ctx: Context, press: Press, keys: KeyFolder
) -> None:
    assert opened(ctx, keys) == {}

    list(press.sign_waiting())

    assert delegates.open_desks(ctx, open_key=keys.open) == {}
    assert len(opened(ctx, keys)) == len(ca.generations())
    assert delegates.collect_delegates(ctx) == 0


def test_who_asks_before_the_desk_is_open_comes_again(
    ctx: Context, press: Press, keys: KeyFolder
) -> None:
    issuer = ca.generations()[0].certificate
    asked = IssuerHashes.of(name=issuer.subject, key=issuer.key).cert_id(Serial(1))
    elsewhere = IssuerHashes.of(name=b"0\0", key=issuer.key).cert_id(Serial(1))

    def outcome(cert_id: CertId) -> bytes:
        return answers.answer(ctx, request=StatusRequest((cert_id,)), desks=opened(ctx, keys))

    assert outcome(asked) == refusal(Outcome.TRY_LATER)
    assert outcome(elsewhere) == refusal(Outcome.UNAUTHORIZED)

    list(press.sign_waiting())

    assert outcome(asked) not in {refusal(Outcome.TRY_LATER), refusal(Outcome.UNAUTHORIZED)}


def test_a_request_about_too_many_certificates_is_refused_without_a_look(
    ctx: Context, press: Press, keys: KeyFolder
) -> None:
    list(press.sign_waiting())
    desks = opened(ctx, keys)
    hashes = next(iter(desks.values())).hashes
    asked = tuple(hashes.cert_id(Serial(each)) for each in range(1, MOST + 2))

    assert len(answers.answer(ctx, request=StatusRequest(asked[:MOST]), desks=desks)) > 1000
    refused = answers.answer(ctx, request=StatusRequest(asked), desks=desks)
    assert refused == refusal(Outcome.MALFORMED_REQUEST)
