"""Java asks our codec about a certificate, by GET and by POST, and believes the answer."""

import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from attrs import define, field

from makers.files import pem, write
from makers.responders import (
    CA,
    NOW,
    RESPONDER_KEY,
    RESPONDER_NAME,
    answered,
    built,
)
from marks import peer
from tegata.pki.ocsp.answer import Answer, Good, Revoked, Status, Unknown
from tegata.pki.ocsp.request import StatusRequest, request_in_path
from tegata.pki.x509.reasons import Reason

LEAF = built(RESPONDER_NAME, RESPONDER_KEY)
# Java compares answers with its own clock, whatever date it is told to judge by.
JAVA = Path(__file__).parent / "java" / "AskingPath.java"
HOUR = timedelta(hours=1)


@define
class Desk:
    """Answers every question with one status, on loopback, and remembers how it was asked."""

    status: Status = field(factory=Good)
    methods: list[str] = field(factory=list)
    nonces: list[bytes | None] = field(factory=list)
    base: str = ""

    def reply(self, octets: bytes) -> bytes:
        asked = StatusRequest.parse(octets)
        self.nonces.append(asked.nonce)
        said = [Answer(each, self.status, NOW, NOW + HOUR) for each in asked.cert_ids]
        return answered(said, nonce=asked.nonce)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(request_in_path(self.path.removeprefix("/ocsp")))

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, octets: bytes) -> None:
            desk.methods.append(self.command)
            said = desk.reply(octets)
            self.send_response(200)
            self.send_header("Content-Type", "application/ocsp-response")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    desk.base = f"http://127.0.0.1:{server.server_port}/ocsp"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()


def judged(folder: Path, desk: Desk, *options: str) -> str:
    write(folder, [("ca.pem", pem(CA)), ("leaf.pem", pem(LEAF))])
    moment = str(int((NOW + timedelta(minutes=5)).timestamp()))
    done = subprocess.run(
        [
            "faketime",
            "-f",
            "@2026-04-01 12:05:00",
            "java",
            *options,
            JAVA,
            "ca.pem",
            "leaf.pem",
            moment,
            desk.base,
        ],
        cwd=folder,
        env={"TZ": "UTC", "PATH": "/usr/bin:/bin", "FAKETIME_DONT_FAKE_MONOTONIC": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@peer("java", "faketime")
@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (Good(), "VALID"),
        (Revoked(NOW - HOUR, Reason.HOLD), "REFUSED REVOKED: CERTIFICATE_HOLD"),
        (Unknown(), "REFUSED UNDETERMINED_REVOCATION_STATUS"),
    ],
)
def test_java_asks_by_get_and_believes_the_answer(
    tmp_path: Path, desk: Desk, status: Status, verdict: str
) -> None:
    desk.status = status

    assert judged(tmp_path, desk).startswith(verdict)
    assert desk.methods == ["GET"]


@peer("java", "faketime")
def test_java_asks_by_post_with_a_nonce_and_finds_it_again(tmp_path: Path, desk: Desk) -> None:
    verdict = judged(
        tmp_path,
        desk,
        "-Dcom.sun.security.ocsp.useget=false",
        "-Djdk.security.certpath.ocspNonce=true",
    )

    assert verdict == "VALID"
    assert desk.methods == ["POST"]
    assert desk.nonces[0]
