"""The page that describes the interface: it is there, and so is everything that it loads."""

import json
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_description_shows_and_loads_from_here_alone() -> None:
    page = Client().get("/authority/docs")
    html = page.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)

    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert len(loaded) >= 3
    for address in (*loaded, "/authority/openapi.json"):
        assert Client().get(address).status_code == 200, address


def test_the_description_of_the_interface_is_what_the_page_shows() -> None:
    html = Client().get("/authority/docs").content.decode()
    described = Client().get("/authority/openapi.json")

    assert "/authority/openapi.json" in html
    assert json.loads(described.content)["openapi"].startswith("3.")
