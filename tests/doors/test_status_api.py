"""The JSON door of the state of certificates."""

from collections.abc import Callable

import pytest
from django.test import Client

from makers.states import good_certificate, named
from tegata.kit.core.context import Context, Role

pytestmark = pytest.mark.django_db

Calling = Callable[[Role], Client]


def test_a_certificate_is_revoked_and_shown(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)

    answer = calling(Role.ADMINISTRATOR).post(
        f"/authority/certificates/{name}/revocation",
        {"cause": "subject-request"},
        content_type="application/json",
    )

    assert answer.status_code == 201
    shown = calling(Role.OPERATOR).get(f"/authority/certificates/{name}").json()
    assert (shown["state"], shown["reason"]) == ("revoked", "cessation")


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
        {"cause": "subject-request"},
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
        {"cause": "boredom"},
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
