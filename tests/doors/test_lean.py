"""The lean server keeps its manners with clients that have none (RFC 9110, RFC 9112)."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse

import pytest
import uvloop
from attrs import define, field

from tegata.kit.web import lean
from tegata.kit.web.lean import Asked, Reply, serve

HELLO = b"GET /hello HTTP/1.1\r\nHost: t\r\n\r\n"
LAST = b"GET /last HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"400\r\n" + b"a" * 1024 + b"\r\n"
LONG = b"x" * (8 << 20)


@define
class Desk:
    """Answers with what was asked, and remembers it."""

    asked: list[Asked] = field(factory=list)
    port: int = 0
    complaints: list[dict[str, object]] = field(factory=list)

    async def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        match asked.path:
            case "/slow":
                await asyncio.sleep(0.3)
            case "/long":
                return Reply(HTTPStatus.OK, LONG)
            case "/kept":
                return Reply(HTTPStatus.NOT_MODIFIED, b"", {"ETag": '"1"'})
            case "/broken":
                raise ZeroDivisionError
        return Reply(HTTPStatus.OK, f"{asked.method} {asked.path} ".encode() + asked.body)

    def talk(self, *parts: bytes, half_close: bool = False) -> bytes:
        """Send, and read until the server ends the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            for part in parts:
                line.sendall(part)
                time.sleep(0.01 if len(parts) > 1 else 0)
            if half_close:
                line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(1 << 16), b""))


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    loop: asyncio.AbstractEventLoop = request.param()
    desk = Desk()
    loop.set_exception_handler(lambda _loop, what: desk.complaints.append(what))
    server = loop.run_until_complete(serve(desk.answer, "127.0.0.1", 0))
    desk.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield desk
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.run_until_complete(everybody_gone(loop))
    loop.close()


async def everybody_gone(loop: asyncio.AbstractEventLoop) -> None:
    talking = asyncio.all_tasks(loop) - {asyncio.current_task()}
    if talking:
        await asyncio.wait(talking, timeout=5)
    await asyncio.sleep(0.02)


def fetched(desk: Desk, method: str, path: str, **more: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", desk.port, timeout=10)
    connection.request(method, path, headers=more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_requests_in_one_packet_are_answered_in_their_order(desk: Desk) -> None:
    slow = HELLO.replace(b"/hello", b"/slow")

    heard = desk.talk(slow + HELLO * 50 + LAST)

    bodies = [part.split(b"\r\n\r\n")[1] for part in heard.split(b"HTTP/1.1 200 OK\r\n")[1:]]
    assert bodies == [b"GET /slow ", *[b"GET /hello "] * 50, b"GET /last "]


def test_a_request_may_come_octet_by_octet(desk: Desk) -> None:
    post = b"POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"

    assert desk.talk(*(bytes([octet]) for octet in post)).endswith(b"\r\n\r\nPOST /p abc")


def test_who_drips_for_ever_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean, "PATIENCE", 0.3)
    began = time.monotonic()

    with (
        socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line,
        suppress(ConnectionError),
    ):
        line.sendall(b"GET / HTTP/1.1\r\n")
        while time.monotonic() < began + 5:
            line.sendall(b"X-Drip: 1\r\n")
            time.sleep(0.05)

    assert time.monotonic() - began < 5, "it was listened to until it ended by itself"


def test_who_does_not_take_the_answer_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean, "SLOWEST", 0.3)

    with (
        socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line,
        suppress(ConnectionError),
    ):
        line.sendall(LAST.replace(b"/last", b"/long"))
        time.sleep(1)
        heard = sum(map(len, iter(lambda: line.recv(1 << 16), b"")))
        assert heard < len(LONG)


def test_a_long_answer_comes_whole(desk: Desk) -> None:
    assert fetched(desk, "GET", "/long")[1] == LONG


def test_who_goes_away_disturbs_nobody(desk: Desk) -> None:
    for start in (b"", b"GET", HELLO, HELLO.replace(b"/hello", b"/slow")):
        with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line:
            line.sendall(start)

    assert fetched(desk, "GET", "/hello")[1] == b"GET /hello "
    assert desk.complaints == []


def test_who_only_stops_sending_is_answered(desk: Desk) -> None:
    slow = HELLO.replace(b"/hello", b"/slow")

    assert desk.talk(slow, half_close=True).endswith(b"GET /slow ")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        (CHUNKED.replace(b"Host", b"Content-Length: 1\r\nHost") + b"0\r\n\r\n", 400),
        (CHUNKED + CHUNK.replace(b"400", b"4x0"), 400),
        (CHUNKED + CHUNK * 1000, 413),
    ],
    ids=lambda words: words[:24] if isinstance(words, bytes) else None,
)  # fmt: skip
def test_what_is_no_request_or_too_much_of_one_is_refused_and_the_refusal_arrives(
    desk: Desk, words: bytes, status: int
) -> None:
    heard = desk.talk(words, half_close=True)

    assert heard.startswith(f"HTTP/1.1 {status} ".encode())
    assert heard.count(b"HTTP/1.1") == 1
    assert b"Connection: close" in heard
    assert desk.asked == []


def test_what_came_before_the_garbage_is_answered_first(desk: Desk) -> None:
    heard = desk.talk(HELLO + b"\0\1\2 garbage\r\n\r\n")

    assert heard.startswith(b"HTTP/1.1 200 OK")
    assert b"HTTP/1.1 400 Bad Request" in heard


def test_head_tells_the_length_and_sends_nothing(desk: Desk) -> None:
    answer, body = fetched(desk, "HEAD", "/long")

    assert (answer.headers["Content-Length"], body) == (str(len(LONG)), b"")


def test_an_unchanged_answer_tells_no_length_and_the_connection_lives(desk: Desk) -> None:
    heard = desk.talk(HELLO.replace(b"/hello", b"/kept") + LAST)

    kept, last = heard.split(b"HTTP/1.1 ")[1:]
    assert kept.startswith(b"304 Not Modified")
    assert b"Content-Length" not in kept
    assert last.endswith(b"GET /last ")


def test_the_wish_for_another_protocol_is_passed_over(desk: Desk) -> None:
    wish = (
        b"GET /w HTTP/1.1\r\nHost: t\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"
    )

    heard = desk.talk(wish + LAST)

    assert heard.index(b"GET /w ") < heard.index(b"GET /last ")


def test_a_body_that_waits_to_be_wanted_is_asked_for(desk: Desk) -> None:
    head = b"POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"

    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line:
        line.sendall(head % 3)
        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"abc")
        assert line.recv(1000).endswith(b"POST /p abc")
    assert desk.talk(head % 1_000_000).startswith(b"HTTP/1.1 413 ")


def test_a_target_may_name_the_host_and_a_query(desk: Desk) -> None:
    words = b"GET http://t:8080/crl/1?x=/y HTTP/1.0\r\n\r\n"

    assert desk.talk(words).endswith(b"GET /crl/1 ")


def test_old_clients_are_answered_and_the_connection_closed(desk: Desk) -> None:
    assert desk.talk(b"GET /old HTTP/1.0\r\n\r\n").endswith(b"GET /old ")


def test_a_handler_that_fails_is_answered_for_and_reported(desk: Desk) -> None:
    assert fetched(desk, "GET", "/broken")[0].status == 500
    assert [type(what["exception"]) for what in desk.complaints] == [ZeroDivisionError]


def test_a_hundred_are_served_at_once(desk: Desk) -> None:
    with ThreadPoolExecutor(100) as crowd:
        asked = [crowd.submit(fetched, desk, "GET", f"/slow?{n}") for n in range(100)]
        assert {each.result()[1] for each in asked} == {b"GET /slow "}
