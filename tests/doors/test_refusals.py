"""Every door refuses in one shape: a problem document for programs, a page for browsers."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from makers.states import named
from tegata.kit.core.context import Role

pytestmark = pytest.mark.django_db

Calling = Callable[[Role], Client]
OFFER = "/authority/enrolment/offer"
PERSON = "z" * 26
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HANDSET = {"os": "android", "os_version": 13, "model": "SO-51C", "reads_cards": True}


def refused(answer: Any, status: int, code: str) -> Mapping[str, str]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert (document["code"], document["status"]) == (code, status)
    assert document["advice"]
    return dict(document)


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "nothing",
        b"\xff\xfe",
        '{"os_version": ' + "9" * 5000 + "}",
        "[" * 100_000,
        r'{"about": "certificate:\u0000"}',
        r'{"about": "certificate:\ud800"}',
        r'{"\u0007": "a name may be a text too"}',
        r'[[{"deep": ["\u001b[2J"]}]]',
    ],
)
def test_a_body_that_is_no_text_in_json_is_refused(body: str | bytes, calling: Calling) -> None:
    answer = calling(Role.PERSON).generic(
        "POST", "/authority/enrolment/challenges", body, "application/json"
    )

    refused(answer, 400, "kit.body-unreadable")


def test_line_breaks_are_text(calling: Calling) -> None:
    answer = calling(Role.PERSON).post(
        OFFER, HANDSET | {"model": "two\nlines"}, content_type="application/json"
    )

    assert answer.status_code == 200


def test_a_body_of_miles_is_refused_by_its_size(calling: Calling) -> None:
    answer = calling(Role.PERSON).generic("POST", OFFER, b" " * 3_000_000, "application/json")

    refused(answer, 413, "kit.body-too-large")


def test_what_is_missing_is_named_as_the_caller_knows_it(calling: Calling) -> None:
    answer = calling(Role.OPERATOR).post(
        "/authority/enrolment/identifications", {}, content_type="application/json"
    )

    document = refused(answer, 400, "kit.member-missing")
    assert (document["where"], document["title"]) == ("person", "「person」がありません。")


def test_where_a_shape_is_broken_is_told_and_by_which_rule(calling: Calling) -> None:
    asked = {"handset": HANDSET | {"os": "plan9"}, "element": "x"}

    answer = calling(Role.PERSON).post(
        "/authority/enrolment/applications", asked, content_type="application/json"
    )

    document = refused(answer, 400, "kit.request-malformed")
    assert (document["where"], document["rule"]) == ("handset.os", "enum")


@pytest.mark.parametrize("address", ["/authority/nowhere", "/authority/", "/nowhere"])
def test_an_address_that_nothing_has_is_refused_in_the_readers_shape(address: str) -> None:
    refused(Client().get(address), 404, "kit.page-unknown")
    page = Client().get(address, headers=BROWSER)
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "kit.page-unknown" in page.content.decode()


@pytest.mark.parametrize("address", [OFFER, f"/authority/certificates/{named(7)}", "/static/x"])
def test_a_method_that_nothing_answers_to_is_refused_with_those_that_are(address: str) -> None:
    answer = Client().generic("PATCH", address)

    document = refused(answer, 405, "kit.method-unknown")
    assert document["method"] == "PATCH"
    assert answer["Allow"] == document["allowed"]


@pytest.mark.parametrize("person", ["a:b", "a.b", "z" * 27, "Z" * 26, "'; --"])
def test_a_person_is_named_by_an_identifier_and_nothing_else(person: str, calling: Calling) -> None:
    answer = calling(Role.PERSON).post(
        OFFER, HANDSET, content_type="application/json", headers={"Tegata-Person": person}
    )

    refused(answer, 401, "kit.caller-unknown")


@pytest.mark.parametrize("address", ["/authority/certificates/x", "/authority/status/"])
def test_who_is_not_known_is_told_how_to_show_it(address: str) -> None:
    answer = Client().get(address)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_japanese_is_written_as_people_read_it(calling: Calling) -> None:
    answer = calling(Role.ADMINISTRATOR).get(f"/authority/certificates/{named(0xDEAD)}")

    assert "発行" in answer.content.decode()
    models = Client().get("/authority/devices/models").content.decode()
    assert "\\u" not in models
