"""The JSON door of the state of certificates."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from makers.states import good_certificate, named
from tegata.kit.core.context import Context, Role
from tegata.ledger.models import Entry
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

pytestmark = pytest.mark.django_db

Calling = Callable[[Role], Client]
WHY = "鈴木さんから電話"


def test_a_certificate_is_revoked_and_shown(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)

    answer = calling(Role.ADMINISTRATOR).post(
        f"/authority/certificates/{name}/revocation",
        {"cause": "subject-request", "why": WHY},
        content_type="application/json",
    )

    assert answer.status_code == 201
    shown = calling(Role.OPERATOR).get(f"/authority/certificates/{name}").json()
    assert (shown["state"], shown["reason"]) == ("revoked", "cessation-of-operation")


def test_a_refusal_says_what_why_and_what_next(calling: Calling) -> None:
    answer = calling(Role.ADMINISTRATOR).get(f"/authority/certificates/{named(0xDEAD)}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "status.certificate-unknown"
    assert answer.json()["advice"]


@pytest.mark.parametrize("role", [Role.PERSON, Role.SHOP_STAFF, Role.CLERK, Role.OPERATOR])
def test_only_an_administrator_revokes_here(ctx: Context, calling: Calling, role: Role) -> None:
    name = good_certificate(ctx)

    answer = calling(role).post(
        f"/authority/certificates/{name}/revocation",
        {"cause": "subject-request", "why": WHY},
        content_type="application/json",
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "kit.caller-not-allowed"


def test_a_stranger_is_refused(ctx: Context) -> None:
    answer = Client().get(f"/authority/certificates/{good_certificate(ctx)}")

    assert answer.status_code == 401


def test_a_broken_name_is_refused_with_its_text(calling: Calling) -> None:
    answer = calling(Role.OPERATOR).get("/authority/certificates/zz")

    assert answer.status_code == 400
    assert answer.json()["code"] == "pki.certificate-name-unreadable"


def test_a_body_of_another_shape_is_refused_in_the_same_shape(
    ctx: Context, calling: Calling
) -> None:
    answer = calling(Role.ADMINISTRATOR).post(
        f"/authority/certificates/{good_certificate(ctx)}/revocation",
        {"cause": "boredom", "why": WHY},
        content_type="application/json",
    )

    assert answer.status_code == 400
    assert answer.json()["code"] == "kit.request-malformed"
    assert "boredom" not in answer.content.decode()


def test_a_refusal_speaks_japanese_and_english_when_asked(calling: Calling) -> None:
    path = f"/authority/certificates/{named(0xDEAD)}"

    japanese = calling(Role.ADMINISTRATOR).get(path)
    english = calling(Role.ADMINISTRATOR).get(path, headers={"Accept-Language": "en-GB,ja;q=0.5"})

    assert japanese["Content-Language"] == "ja"
    assert "発行" in japanese.json()["title"]
    assert english.json()["title"].startswith("No certificate")


@pytest.mark.parametrize("cause", ["suspension", "never-written"])
def test_a_cause_that_nobody_may_give_is_refused(
    cause: str, ctx: Context, calling: Calling
) -> None:
    answer = asked(calling, good_certificate(ctx), "revocation", cause=cause, why=WHY)

    assert (answer.status_code, answer.json()["code"]) == (400, "status.cause-not-given")


def test_the_hold_of_a_signature_certificate_is_never_lifted(
    ctx: Context, calling: Calling
) -> None:
    name = good_certificate(ctx, kind=CertificateKind.PHONE_SIGN)

    assert asked(calling, name, "hold", why=WHY).json()["reason"] == "certificate-hold"
    answer = asked(calling, name, "resumption", why=WHY)

    assert (answer.status_code, answer.json()["code"]) == (409, "status.never-resumed")


def test_the_hold_of_an_authentication_certificate_is_lifted(
    ctx: Context, calling: Calling
) -> None:
    name = good_certificate(ctx, kind=CertificateKind.CARD_AUTH)
    asked(calling, name, "hold", why=WHY)

    answer = asked(calling, name, "resumption", why=WHY)

    assert (answer.status_code, answer.json()["state"]) == (201, "good")


@pytest.mark.parametrize("act", ["revocation", "hold", "resumption"])
@pytest.mark.parametrize("said", [{}, {"why": ""}, {"why": "あ" * 501}])
def test_nothing_is_done_without_a_short_remark(
    act: str, said: dict[str, str], ctx: Context, calling: Calling
) -> None:
    answer = asked(calling, good_certificate(ctx), act, cause="death", **said)

    assert (answer.status_code, answer.json()["where"]) == (400, "why")


def test_the_ledger_keeps_no_word_of_a_remark(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)
    for act in ("hold", "resumption", "revocation"):
        asked(calling, name, act, cause="key-compromise", why=WHY)

    kept = [each.why for each in Entry.objects.filter(about=f"certificate:{name}")]

    assert kept[-3:] == [f"sha256:{hashlib.sha256(WHY.encode()).hexdigest()}"] * 3


def asked(calling: Calling, name: CertificateName, act: str, **said: str) -> Any:
    return calling(Role.ADMINISTRATOR).post(
        f"/authority/certificates/{name}/{act}", said, content_type="application/json"
    )
