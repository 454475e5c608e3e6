"""The status process: answers OCSP and serves lists over HTTP, from the rows as they are now."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus

from attrs import define, field

from tegata.authority.status.problems import NoList
from tegata.authority.status.service import answers, delegates, lists
from tegata.authority.status.values import ALL, Partition
from tegata.kit.core.problem import Problem
from tegata.kit.data.context import job_context
from tegata.kit.data.keyfile import KeyFolder
from tegata.kit.web.lean import Asked, Reply, serve
from tegata.pki.ocsp.request import StatusRequest, request_in_path
from tegata.pki.ocsp.responder import Outcome, refusal

_OCSP_TYPE = "application/ocsp-response"
_LIST_TYPE = "application/pkix-crl"
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
            return _ocsp(refusal(Outcome.TRY_LATER))
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, self.reply, asked)
        finally:
            self._waiting -= 1

    def reply(self, asked: Asked) -> Reply:
        """Work out the answer to one request."""
        match asked.method, asked.path.split("/", 3)[1:]:
            case "POST", ["ocsp", _]:
                return self._status(asked.body)
            case "GET", ["ocsp", _, path]:
                return self._status_by_get(path)
            case (("GET" | "HEAD"), ["crl", issuer, part]):
                return _list(issuer, part.removesuffix(".crl"), asked)
            case _:
                return Reply(HTTPStatus.NOT_FOUND)

    def refresh(self) -> None:
        """Look which responders' certificates are signed and which keys can be opened."""
        self._desks = delegates.open_desks(job_context("status.desks"), open_key=self.keys.open)

    def _status_by_get(self, path: str) -> Reply:
        try:
            return self._status(request_in_path(path))
        except Problem:
            return _ocsp(refusal(Outcome.MALFORMED_REQUEST))

    def _status(self, body: bytes) -> Reply:
        try:
            request = StatusRequest.parse(body)
        except Problem:
            return _ocsp(refusal(Outcome.MALFORMED_REQUEST))
        ctx = job_context("status.answer")
        return _ocsp(answers.answer(ctx, request=request, desks=self._desks))


def _ocsp(response: bytes) -> Reply:
    # Nobody in between may keep an answer: a suspension must be seen at once.
    headers = {"Content-Type": _OCSP_TYPE, "Cache-Control": "no-store"}
    return Reply(HTTPStatus.OK, response, headers)


def _list(issuer: str, part: str, asked: Asked) -> Reply:
    try:
        partition = Partition.parse(f"{issuer}/{ALL if part == 'all' else part}")
        found = lists.read_list(job_context("status.list"), partition=partition)
    except NoList:
        return Reply(HTTPStatus.NOT_FOUND)
    except (Problem, ValueError):
        return Reply(HTTPStatus.BAD_REQUEST)
    tag = f'"{sha256(found.octets).hexdigest()[:32]}"'
    headers = {
        "Content-Type": _LIST_TYPE,
        "ETag": tag,
        "Last-Modified": format_datetime(found.this_update, usegmt=True),
        "Cache-Control": "no-cache",
    }
    if asked.headers.get("if-none-match") == tag:
        return Reply(HTTPStatus.NOT_MODIFIED, b"", headers)
    return Reply(HTTPStatus.OK, found.octets, headers)


async def run(door: StatusDoor, host: str, port: int, pause: float = 0.5) -> None:
    """Serve until cancelled, and look for renewed responders now and then."""
    server = await serve(door.handle, host, port)
    async with server:
        while True:
            await asyncio.get_running_loop().run_in_executor(door.threads, door.refresh)
            await asyncio.sleep(pause)
