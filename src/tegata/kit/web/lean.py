"""A lean HTTP/1.1 server for machines' questions: small bodies, keep-alive, every limit on."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import cast

import httptools
from attrs import define, field, frozen

LARGEST_BODY = 16 * 1024
LARGEST_PATH = 8 * 1024
IDLE_SECONDS = 30.0


@frozen
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]
    """Names in lower case."""


@frozen
class Reply:
    """One answer."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)

    def octets(self, *, keep_alive: bool, with_body: bool) -> bytes:
        """Spell it (RFC 9112, 2)."""
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            f"Content-Length: {len(self.body)}",
            f"Connection: {'keep-alive' if keep_alive else 'close'}",
        ]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head + self.body if with_body else head


Handler = Callable[[Asked], Awaitable[Reply]]


@define(eq=False)
class Exchange(asyncio.Protocol):
    """One connection: requests are answered one after the other, in the order they came."""

    handler: Handler
    _parser: httptools.HttpRequestParser = field(init=False)
    _transport: asyncio.Transport = field(init=False)
    _path: bytes = b""
    _body: bytearray = field(factory=bytearray)
    _headers: dict[str, str] = field(factory=dict)
    _waiting: asyncio.Queue[tuple[Asked, bool]] = field(factory=asyncio.Queue)
    _answering: asyncio.Task[None] = field(init=False)
    _idle: asyncio.TimerHandle = field(init=False)

    # --- what asyncio tells ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._parser = httptools.HttpRequestParser(self)
        loop = asyncio.get_running_loop()
        self._answering = loop.create_task(self._answer_all())
        self._idle = loop.call_later(IDLE_SECONDS, transport.close)

    def connection_lost(self, _error: Exception | None) -> None:
        """End."""
        self._idle.cancel()
        self._answering.cancel()

    def data_received(self, octets: bytes) -> None:
        """Read on. Whoever sends no HTTP is told so once, and left."""
        self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._transport.close)
        try:
            self._parser.feed_data(octets)
        except httptools.HttpParserUpgrade:
            self._refuse(HTTPStatus.NOT_IMPLEMENTED)
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        if len(self._body) > LARGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif len(self._path) > LARGEST_PATH:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)

    # --- what the parser tells ---

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._path, self._body, self._headers = b"", bytearray(), {}

    def on_url(self, part: bytes) -> None:
        """Take some of the path."""
        self._path += part

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field."""
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, part: bytes) -> None:
        """Take some of the body."""
        self._body += part

    def on_message_complete(self) -> None:
        """End a request. Reading pauses until it is answered: nobody fills our memory."""
        method = self._parser.get_method().decode("ascii")
        asked = Asked(method, self._path.decode("latin-1"), bytes(self._body), self._headers)
        self._waiting.put_nowait((asked, self._parser.should_keep_alive()))
        self._transport.pause_reading()

    # --- answering ---

    async def _answer_all(self) -> None:
        while True:
            asked, keep_alive = await self._waiting.get()
            reply = await self.handler(asked)
            self._transport.write(
                reply.octets(keep_alive=keep_alive, with_body=asked.method != "HEAD")
            )
            if not keep_alive:
                break
            if self._waiting.empty():
                self._transport.resume_reading()
        self._transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        if not self._transport.is_closing():
            self._transport.write(Reply(status).octets(keep_alive=False, with_body=True))
            self._transport.close()


async def serve(handler: Handler, host: str, port: int) -> asyncio.Server:
    """Listen. The caller keeps the server and closes it."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Exchange(handler), host, port, backlog=1024)
