"""A line to the authority's JSON, as one of its callers."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from tegata.sandbox.scenario.problems import LineRefused, NothingHappened

_PATIENCE = 30.0


@frozen
class Line:
    """One caller's way to the authority. ``person`` is who is signed in to the app."""

    address: str
    token: str = field(repr=False)
    person: str = ""

    def get(self, path: str) -> Any:
        """Ask. Raises LineRefused."""
        return self._call("GET", path, None)

    def post(self, path: str, **body: object) -> Any:
        """Send. Octets travel in base64. Raises LineRefused."""
        return self._call("POST", path, _spelled(body))

    def _call(self, method: str, path: str, body: Any) -> Any:
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_PATIENCE)
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Accept-Language": "en",
            **({"Tegata-Person": self.person} if self.person else {}),
        }
        try:
            octets = None if body is None else json.dumps(body).encode()
            connection.request(method, f"/authority{path}", octets, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        shown = json.loads(said) if said else None
        if answer.status >= 400:  # noqa: PLR2004 - RFC 9110, 15.5
            raise LineRefused(what=f"{method} {path}", why=str((shown or {}).get("title", said)))
        return shown


def await_that(happened: Callable[[], bool], what: str) -> None:
    """Wait until something happened. Raises NothingHappened."""
    until = time.monotonic() + _PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise NothingHappened(what=what)
        time.sleep(0.05)


def _spelled(value: Any) -> Any:
    match value:
        case bytes():
            return b64encode(value).decode("ascii")
        case Mapping():
            return {str(key): _spelled(each) for key, each in value.items()}
        case _:
            return value
