"""JSON as it is read and written: no octets that no text has, and Japanese that people can read."""

import json
import unicodedata
from collections.abc import Iterator

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from tegata.kit.web.refusals import BodyUnreadable

_TEXTLESS = frozenset({"Cc", "Cs"})
"""Control characters and half characters: PostgreSQL, a log or a page would choke on them."""
_BREAKS = frozenset("\n\r\t")


class BodyParser(Parser):
    """Reads a body."""

    def parse_body(self, request: HttpRequest) -> dict[str, object]:
        """Read it. Raises BodyUnreadable."""
        try:
            # UnicodeDecodeError and JSONDecodeError are ValueErrors, as is a number of a mile.
            body = json.loads(request.body)
        except (ValueError, RecursionError):
            raise BodyUnreadable from None
        if not all(_is_writable(text) for text in _texts(body)):
            raise BodyUnreadable
        return body  # type: ignore[no-any-return]  # the schema judges its shape


class BodyRenderer(JSONRenderer):
    """Writes a body in UTF-8 (RFC 8259, 8.1), not in escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - ninja's attribute


def _texts(body: object) -> Iterator[str]:
    waiting = [body]
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case list(items):
                waiting += items
            case dict(members):
                waiting += [*members.keys(), *members.values()]


def _is_writable(text: str) -> bool:
    return all(unicodedata.category(each) not in _TEXTLESS for each in text if each not in _BREAKS)
