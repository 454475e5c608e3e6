"""A lean HTTP/1.1 server for machines' questions: small bodies, keep-alive, every limit on."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import cast

import httptools
from attrs import define, field, frozen

LARGEST_BODY = 16 * 1024
LARGEST_HEAD = 16 * 1024
PATIENCE = 30.0
"""Seconds in which a request must have come whole, however busily it drips."""
SLOWEST = 300.0
"""Seconds in which an answer must have been taken."""
FAREWELL = 2.0
"""Seconds for reading the last answer, before the connection is torn down (RFC 9112, 9.6)."""


@frozen
class Asked:
    """One request."""

    method: str
    path: str
    """Without host and query, as it was escaped."""
    body: bytes
    headers: Mapping[str, str]
    """Names in lower case; what came twice is joined (RFC 9110, 5.3)."""


@frozen
class Reply:
    """One answer."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)

    def octets(self, *, keep_alive: bool, with_body: bool = True) -> bytes:
        """Spell it (RFC 9112, 2)."""
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            f"Connection: {'keep-alive' if keep_alive else 'close'}",
        ]
        if self.status is not HTTPStatus.NOT_MODIFIED:  # there it would be the other's length
            lines.append(f"Content-Length: {len(self.body)}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head + self.body if with_body else head


Handler = Callable[[Asked], Awaitable[Reply]]


@define(eq=False)
class Exchange(asyncio.Protocol):
    """One connection: requests are answered one after the other, in the order they came."""

    handler: Handler
    _parser: httptools.HttpRequestParser = field(init=False)
    _transport: asyncio.Transport = field(init=False)
    _unread: int = 0
    """Octets since the last whole request."""
    _target: bytes = b""
    _body: bytearray = field(factory=bytearray)
    _headers: dict[str, str] = field(factory=dict)
    _waiting: asyncio.Queue[tuple[Asked | Reply, bool]] = field(factory=asyncio.Queue)
    """Requests, or the answer to what is none; and whether more may come after."""
    _deaf: bool = False
    _drained: asyncio.Event = field(factory=asyncio.Event)
    _answering: asyncio.Task[None] = field(init=False)
    _timer: asyncio.TimerHandle = field(init=False)

    # --- what asyncio tells ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        loop = asyncio.get_running_loop()
        self._transport = cast("asyncio.Transport", transport)
        self._parser = httptools.HttpRequestParser(self)
        self._drained.set()
        self._timer = loop.call_later(PATIENCE, self._transport.abort)
        self._answering = loop.create_task(self._answer_all())
        self._answering.add_done_callback(self._tell_failure)

    def connection_lost(self, _error: Exception | None) -> None:
        """End."""
        self._timer.cancel()
        self._answering.cancel()

    def pause_writing(self) -> None:
        """Wait: the other side reads more slowly than we write."""
        self._drained.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._drained.set()

    def data_received(self, octets: bytes) -> None:
        """Read on. Whoever sends no HTTP, or too much, is told so once and then not heard."""
        if self._deaf:
            return
        self._unread += len(octets)
        try:
            self._parser.feed_data(octets)
        except httptools.HttpParserUpgrade as wish:
            # Another protocol may be wished for, and the wish passed over (RFC 9110, 7.8).
            self._parser = httptools.HttpRequestParser(self)
            self.data_received(octets[wish.args[0] :])
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        if self._unread > LARGEST_HEAD + LARGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    # --- what the parser tells ---

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._target, self._body, self._headers = b"", bytearray(), {}

    def on_url(self, part: bytes) -> None:
        """Take some of the target."""
        self._target += part
        if len(self._target) > LARGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field."""
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        self._headers[key] = f"{self._headers[key]}, {text}" if key in self._headers else text

    def on_headers_complete(self) -> None:
        """Look whether a body is wanted that is announced (RFC 9110, 10.1.1)."""
        if int(self._headers.get("content-length", "0")) > LARGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif self._headers.get("expect", "").lower() == "100-continue" and not self._deaf:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        """Take some of the body."""
        self._body += part
        if len(self._body) > LARGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_message_complete(self) -> None:
        """End a request. Reading pauses until it is answered: nobody fills our memory."""
        self._unread = 0
        if self._deaf:
            return
        if self._parser.get_http_version() == "1.1" and "host" not in self._headers:
            self._refuse(HTTPStatus.BAD_REQUEST)  # RFC 9112, 3.2
            return
        path = httptools.parse_url(self._target).path or b"/"
        method = self._parser.get_method().decode("ascii")
        asked = Asked(method, path.decode("latin-1"), bytes(self._body), self._headers)
        self._take(asked, self._parser.should_keep_alive())

    # --- answering ---

    def _refuse(self, status: HTTPStatus) -> None:
        if not self._deaf:
            self._deaf = True
            self._take(Reply(status), keep_alive=False)

    def _take(self, asked: Asked | Reply, keep_alive: bool) -> None:  # noqa: FBT001 - as the queue
        self._timer.cancel()
        self._transport.pause_reading()
        self._waiting.put_nowait((asked, keep_alive))

    async def _answer_all(self) -> None:
        keep_alive = True
        while keep_alive:
            asked, keep_alive = await self._waiting.get()
            if isinstance(asked, Reply):
                await self._send(asked.octets(keep_alive=False))
                continue
            reply = await self.handler(asked)
            with_body = asked.method != "HEAD"
            await self._send(reply.octets(keep_alive=keep_alive, with_body=with_body))
            if self._waiting.empty() and keep_alive:
                self._limit(PATIENCE)
                self._transport.resume_reading()
        self._part()

    async def _send(self, octets: bytes) -> None:
        self._limit(SLOWEST)
        self._transport.write(octets)
        await self._drained.wait()

    def _part(self) -> None:
        """Say no more, and listen until they have read it: closing at once would unsend it."""
        self._deaf = True
        self._limit(FAREWELL)
        self._transport.write_eof()
        self._transport.resume_reading()

    def _limit(self, seconds: float) -> None:
        self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._transport.abort)

    def _tell_failure(self, task: asyncio.Task[None]) -> None:
        """Let the loop report a handler that failed, then answer for it."""
        if task.cancelled() or (failure := task.exception()) is None:
            return
        task.get_loop().call_exception_handler(
            {"message": "An answer failed.", "exception": failure, "protocol": self}
        )
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        self._transport.write(Reply(status).octets(keep_alive=False))
        self._transport.close()


async def serve(handler: Handler, host: str, port: int) -> asyncio.Server:
    """Listen. The caller keeps the server and closes it."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Exchange(handler), host, port, backlog=1024)
