"""A one-time link opens a visit, and nothing else does."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from attrs import evolve
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makers.states import good_certificate
from tegata.kit.core.context import Context, Role
from tegata.kit.data.world_clock import WorldClock
from tegata.kit.web.visits import LINK, make_link

pytestmark = pytest.mark.django_db

PAGE = "/authority/status/"


@pytest.fixture
def today(ctx: Context) -> Context:
    return evolve(ctx, now=WorldClock().now())


def enter(client: Client, token: str) -> int:
    return client.get("/authority/enter", {"token": token}).status_code


def test_a_link_opens_the_pages_and_leaves_the_address(today: Context) -> None:
    client = Client()
    answer = client.get("/authority/enter", {"token": make_link(today, role=Role.OPERATOR)})

    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, PAGE)
    assert client.get(PAGE).status_code == HTTPStatus.OK


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(today: Context) -> None:
    client = Client()
    enter(client, make_link(today, role=Role.OPERATOR))

    cookie = client.cookies["tegata_visit"]

    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"]) == ("Strict", "/authority/")


def test_a_link_works_once(today: Context) -> None:
    token = make_link(today, role=Role.OPERATOR)
    enter(Client(), token)
    second = Client()

    assert enter(second, token) == HTTPStatus.UNAUTHORIZED
    assert second.get(PAGE).status_code == HTTPStatus.UNAUTHORIZED


def test_a_link_is_over_after_ten_minutes(today: Context) -> None:
    token = make_link(evolve(today, now=today.now - LINK), role=Role.OPERATOR)

    assert enter(Client(), token) == HTTPStatus.UNAUTHORIZED


def test_a_visit_ends(today: Context) -> None:
    client = Client()
    enter(client, make_link(today, role=Role.OPERATOR))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_visit SET ends_at = %s", (today.now - timedelta(seconds=1),))

    assert client.get(PAGE).status_code == HTTPStatus.UNAUTHORIZED


def test_a_link_s_own_token_is_no_visit(today: Context) -> None:
    client = Client()
    client.cookies["tegata_visit"] = make_link(today, role=Role.OPERATOR)

    assert client.get(PAGE).status_code == HTTPStatus.UNAUTHORIZED


def test_looking_ahead_does_not_use_a_link_up(today: Context) -> None:
    token = make_link(today, role=Role.OPERATOR)

    assert Client().head("/authority/enter", {"token": token}).status_code == 405
    assert enter(Client(), token) == HTTPStatus.FOUND


def test_no_token_can_be_read_back_from_the_rows(today: Context) -> None:
    token = make_link(today, role=Role.OPERATOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kit_visit")
        rows = repr([[bytes(c) if isinstance(c, memoryview) else c for c in r] for r in cursor])

    assert token not in rows
    assert repr(bytes.fromhex(token)) not in rows


def test_a_cookie_acts_for_nobody_at_the_json_interface(today: Context) -> None:
    client = Client(enforce_csrf_checks=True)
    enter(client, make_link(today, role=Role.ADMINISTRATOR))

    answer = client.post(
        f"/authority/certificates/{good_certificate(today)}/hold",
        {"why": "doubt"},
        "application/json",
    )

    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_programs_need_no_token_against_forgery(
    today: Context, calling: Callable[[Role], Client]
) -> None:
    client = calling(Role.ADMINISTRATOR)
    client.handler.enforce_csrf_checks = True

    answer = client.post(
        f"/authority/certificates/{good_certificate(today)}/hold",
        {"why": "doubt"},
        "application/json",
    )

    assert answer.status_code == HTTPStatus.CREATED


def test_the_visit_and_what_it_sees_are_of_one_moment(today: Context) -> None:
    client = Client()
    enter(client, make_link(today, role=Role.OPERATOR))

    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == HTTPStatus.OK

    assert sum("kit_clock" in query["sql"] for query in asked.captured_queries) == 1
