"""The status process: answers OCSP and serves lists over HTTP, from the rows as they are now."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus

from attrs import define, evolve, field

from tegata.authority.status.service import answers, delegates, lists
from tegata.authority.status.values import ALL, Partition
from tegata.kit.core.context import Context
from tegata.kit.core.problem import Problem
from tegata.kit.data.context import job_context
from tegata.kit.data.keyfile import KeyFolder
from tegata.kit.web.lean import Asked, Reply, serve
from tegata.pki.ocsp.request import StatusRequest, request_in_path
from tegata.pki.ocsp.responder import Outcome, refusal

_OCSP_TYPE = "application/ocsp-response"
_LIST_TYPE = "application/pkix-crl"
_SIGNPOST = b"""\
/crl/ISSUER/PART.crl  revocation lists (RFC 5280)
/ocsp/ISSUER          certificate status (RFC 6960)

Both addresses stand in each certificate.
"""
_BUSY = 256
"""Requests that may wait; the next ones are told to try later (RFC 6960, 4.2.1)."""


@define(eq=False)
class StatusDoor:
    """Routes requests; every answer is worked out in a thread with its own connection."""

    keys: KeyFolder
    threads: ThreadPoolExecutor
    _desks: answers.Desks = field(factory=dict)
    _waiting: int = 0

    async def handle(self, asked: Asked) -> Reply:
        """Answer one HTTP request."""
        if self._waiting >= _BUSY:
            return _busy(asked)
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, self.reply, asked)
        finally:
            self._waiting -= 1

    def reply(self, asked: Asked) -> Reply:
        """Work out the answer to one request."""
        ctx = job_context("status.answer")
        reply = self._route(ctx, asked)
        return evolve(reply, headers={"Date": _http_date(ctx.now), **reply.headers})

    def _route(self, ctx: Context, asked: Asked) -> Reply:
        match asked.method, asked.path.split("/", 3)[1:]:
            case "POST", ["ocsp", _] | ["ocsp", _, ""]:
                return self._status(ctx, asked.body)
            case (("GET" | "HEAD"), ["ocsp", _, path]):
                return self._status_by_get(ctx, path)
            case (("GET" | "HEAD"), ["crl", issuer, part]):
                return _list(ctx, issuer, part.removesuffix(".crl"), asked)
            case _, ["ocsp", _, *_]:
                return _not_allowed("GET, HEAD, POST")
            case _, ["crl", _, _]:
                return _not_allowed("GET, HEAD")
            case _:
                return _elsewhere(asked)

    def refresh(self) -> None:
        """Look which responders' certificates are signed and which keys can be opened."""
        self._desks = delegates.open_desks(job_context("status.desks"), open_key=self.keys.open)

    def _status_by_get(self, ctx: Context, path: str) -> Reply:
        try:
            return self._status(ctx, request_in_path(path))
        except Problem:
            return _ocsp(refusal(Outcome.MALFORMED_REQUEST))

    def _status(self, ctx: Context, body: bytes) -> Reply:
        try:
            request = StatusRequest.parse(body)
        except Problem:
            return _ocsp(refusal(Outcome.MALFORMED_REQUEST))
        return _ocsp(answers.answer(ctx, request=request, desks=self._desks))


def _ocsp(response: bytes) -> Reply:
    # Nobody in between may keep an answer: a suspension must be seen at once.
    headers = {"Content-Type": _OCSP_TYPE, "Cache-Control": "no-store"}
    return Reply(HTTPStatus.OK, response, headers)


def _list(ctx: Context, issuer: str, part: str, asked: Asked) -> Reply:
    try:
        partition = Partition.parse(f"{issuer}/{ALL if part == 'all' else part}")
        found = lists.read_list(ctx, partition=partition)
    except Problem:
        return Reply(HTTPStatus.NOT_FOUND)
    tag = f'"{found.number}"'
    headers = {
        "Content-Type": _LIST_TYPE,
        "ETag": tag,
        "Last-Modified": _http_date(found.this_update),
        "Cache-Control": "no-cache",
    }
    if _has(asked.headers.get("if-none-match", ""), tag):
        return Reply(HTTPStatus.NOT_MODIFIED, b"", headers)
    return Reply(HTTPStatus.OK, found.octets, headers)


def _has(condition: str, tag: str) -> bool:
    """Compare weakly with each of the tags that the asker has (RFC 9110, 13.1.2)."""
    return any(each.strip().removeprefix("W/") in {tag, "*"} for each in condition.split(","))


def _elsewhere(asked: Asked) -> Reply:
    if (asked.method, asked.path) == ("GET", "/"):
        return Reply(HTTPStatus.OK, _SIGNPOST, {"Content-Type": "text/plain"})
    return Reply(HTTPStatus.NOT_FOUND)


def _not_allowed(methods: str) -> Reply:
    return Reply(HTTPStatus.METHOD_NOT_ALLOWED, b"", {"Allow": methods})


def _busy(asked: Asked) -> Reply:
    if asked.path.startswith("/ocsp/"):
        return _ocsp(refusal(Outcome.TRY_LATER))
    return Reply(HTTPStatus.SERVICE_UNAVAILABLE, b"", {"Retry-After": "1"})


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


async def run(door: StatusDoor, host: str, port: int, pause: float = 0.5) -> None:
    """Serve until cancelled, and look for renewed responders now and then."""
    server = await serve(door.handle, host, port)
    async with server:
        while True:
            await asyncio.get_running_loop().run_in_executor(door.threads, door.refresh)
            await asyncio.sleep(pause)
