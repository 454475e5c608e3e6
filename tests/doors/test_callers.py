"""Who may call what: nothing is served that doors/callers.py does not declare."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from doors.callers import ANSWERS, CALLERS, STRANGER
from makers.states import good_certificate, named
from tegata.kit.core.context import Context, Role

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BODY = {"cause": "subject-request", "why": "asked in a test"}

Calling = Callable[[Role], Client]


def paths(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, here)
        else:
            yield here.replace("<str:", "<")


PATHS = sorted(set(paths(get_resolver("tegata.site.urls.authority").url_patterns)))


def answer(client: Client, endpoint: str) -> int:
    method, path = endpoint.replace("ANY", "GET").split(" ")
    address = (
        path.replace("<path:name>", "design/tegata.css")
        .replace("<name>", str(named(7)))
        .replace("<issuer>", str(named(7).issuer))
        .replace("<part>", "13101")
        .replace("<application>", "unread")
        .replace("<device>", "unread")
    )
    return client.generic(
        method, f"/{address}", "" if method == "GET" else json_of(BODY), "application/json"
    ).status_code


def json_of(body: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": "{value}"' for key, value in body.items()) + "}"


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("endpoint", ANSWERS)
def test_an_endpoint_answers_a_caller_as_declared(
    endpoint: str, caller: str, ctx: Context, calling: Calling
) -> None:
    good_certificate(ctx)
    client = Client() if caller == STRANGER else calling(Role(caller))

    assert answer(client, endpoint) == ANSWERS[endpoint][caller]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_declared_is_not_served(path: str, ctx: Context, calling: Calling) -> None:
    good_certificate(ctx)

    served = {
        f"{method} {path}"
        for method in METHODS
        if ANSWERS.keys().isdisjoint({f"{method} {path}", f"ANY {path}"})
        and answer(calling(Role.ADMINISTRATOR), f"{method} {path}") != 405
    }

    assert served == set()


def test_no_declaration_outlives_its_endpoint() -> None:
    assert {endpoint.split(" ")[1] for endpoint in ANSWERS} == set(PATHS)
