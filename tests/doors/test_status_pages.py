"""The pages of the state of certificates."""

from collections.abc import Callable

import pytest
from django.test import Client

from makers.states import good_certificate, named
from tegata.authority.status.service import changes
from tegata.authority.status.values import Cause
from tegata.kit.core.context import Context, Role

pytestmark = pytest.mark.django_db

Calling = Callable[[Role], Client]
LOOK_UP = "/authority/status/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_who_looks_a_certificate_up_is_led_to_it(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)

    answer = calling(Role.OPERATOR).get(LOOK_UP, {"name": f"  {name}\u3000"})

    assert answer.status_code == 302
    assert answer["Location"] == f"/authority/status/certificates/{name}"


def test_full_width_letters_are_put_right_and_not_refused(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)
    wide = str(name).translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})

    assert calling(Role.OPERATOR).get(LOOK_UP, {"name": wide}).status_code == 302


@pytest.mark.parametrize("typed", ["zz", "", str(named(0xDEAD))])
def test_a_refusal_stands_beside_the_field_and_over_the_form(typed: str, calling: Calling) -> None:
    answer = calling(Role.OPERATOR).get(LOOK_UP, {"name": typed})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "<title>エラー：" in html
    assert 'href="#id_name"' in html
    assert 'aria-describedby="id_name-hint id_name-refusal"' in html
    assert 'aria-invalid="true"' in html
    assert f'value="{typed}"' in html


def test_what_a_stranger_types_is_never_markup(calling: Calling) -> None:
    answer = calling(Role.OPERATOR).get(LOOK_UP, {"name": '"><script>alert(1)</script>'})

    assert "<script>alert" not in answer.content.decode()


def test_a_held_certificate_is_shown_in_plain_words(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)
    changes.hold(ctx, name=name)

    html = page(calling(Role.OPERATOR), f"/authority/status/certificates/{name}")

    assert "一時利用停止中" in html
    assert "2023年9月1日（令和5年9月1日） 12:00:00" in html
    assert "2028年5月11日（令和10年5月11日）" in html
    assert "東京都千代田区" in html


def test_a_page_speaks_english_when_asked_and_remembers_it(ctx: Context, calling: Calling) -> None:
    client = calling(Role.OPERATOR)
    address = f"/authority/status/certificates/{good_certificate(ctx)}"

    first = page(client, f"{address}?lang=en")

    assert '<html lang="en">' in first
    assert "11 May 2028 (Reiwa 10)" in first
    assert '<html lang="en">' in page(client, address)
    assert '<html lang="ja">' in page(client, f"{address}?lang=ja")


def test_why_a_person_died_is_nobody_s_business_here(ctx: Context, calling: Calling) -> None:
    name = good_certificate(ctx)
    changes.revoke(ctx, name=name, cause=Cause.DEATH)

    html = page(calling(Role.OPERATOR), f"/authority/status/certificates/{name}?lang=en")

    assert "it is no longer used" in html
    assert "death" not in html.lower()


def test_a_page_for_nobody_says_how_to_come_in() -> None:
    html = page(Client(), LOOK_UP, 401)

    assert "tegata link" in html
    assert "kit.visitor-unknown" in html


def test_an_unknown_address_is_answered_with_a_page(calling: Calling) -> None:
    answer = calling(Role.OPERATOR).get(f"{LOOK_UP}nowhere", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert "kit.page-unknown" in answer.content.decode()


@pytest.mark.parametrize("address", [LOOK_UP, f"{LOOK_UP}lists", f"{LOOK_UP}nowhere"])
def test_a_page_is_closed_to_everything_from_elsewhere(address: str, calling: Calling) -> None:
    answer = calling(Role.OPERATOR).get(address, headers={"Accept": "text/html"})

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "模擬" in answer.content.decode()


@pytest.mark.parametrize("address", ["lists?after=zz", "lists/zz/all", "certificates/zz"])
def test_an_address_that_names_nothing_is_refused(address: str, calling: Calling) -> None:
    page(calling(Role.OPERATOR), f"{LOOK_UP}{address}", 400)
