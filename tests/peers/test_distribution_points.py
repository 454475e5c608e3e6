"""Clients that fetch the list which a certificate names find it, and believe it."""

import subprocess
import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from attrs import define, field

from makers.certificates import ISSUED, NAKA, World, sign, world
from marks import peer
from tegata.pki import der
from tegata.pki.crl.draft import ListHead, draft
from tegata.pki.crl.entries import Entries, Entry
from tegata.pki.profiles.authority_names import distribution_point
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import sandbox_http
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.pem import CERTIFICATE, write_pem
from tegata.pki.x509.reasons import Reason

CARD, AUTHORITY = CertificateKind.CARD_AUTH, CertificateKind.AUTH_CA
MOMENT = int(ISSUED.timestamp()) + 60
JAVA = Path(__file__).parent / "java" / "FetchingPath.java"


@define
class Shelf:
    """Serves octets by path on loopback, and remembers what was asked for."""

    held: dict[str, bytes] = field(factory=dict)
    asked: list[str] = field(factory=list)
    base: str = ""


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shelf.asked.append(self.path)
            found = shelf.held.get(self.path, b"")
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    shelf.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield shelf
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def made(shelf: Shelf, tmp_path: Path) -> World:
    made = world(sandbox_http(shelf.base))
    for kind, certificate in made.certificates.items():
        (tmp_path / f"{kind.value}.pem").write_text(write_pem(CERTIFICATE, certificate.der))
    return made


def publish(shelf: Shelf, made: World, entries: Iterable[Entry]) -> None:
    authority = made.certificates[AUTHORITY]
    names = distribution_point(made.rulebook, Family.AUTH, authority.key_id, NAKA)
    head = ListHead(
        issuer=authority.subject,
        issuer_key=authority.key_id,
        this_update=ISSUED - timedelta(days=1),
        next_update=ISSUED + timedelta(days=1),
        number=1,
        distribution_point=tuple(name.encoding for name in der.read(names)),
    )
    tbs = draft(head, Entries.of(entries)).tbs()
    path = f"/crl/{authority.key_id}/{NAKA.code}.crl"
    shelf.held[path] = assemble(tbs, sign(AUTHORITY, tbs))


def revoked(made: World) -> list[Entry]:
    return [Entry(made.certificates[CARD].serial, ISSUED, Reason.SUPERSEDED)]


def openssl(folder: Path) -> str:
    command = [
        "openssl", "verify", "-x509_strict", "-crl_check", "-crl_download", "-attime", str(MOMENT),
        "-CAfile", folder / f"{AUTHORITY.value}.pem", folder / f"{CARD.value}.pem",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


def java(folder: Path, policy: str, *, reject_qualifiers: bool = False) -> str:
    command = [
        "java", "-Dcom.sun.security.enableCRLDP=true", JAVA,
        folder / f"{AUTHORITY.value}.pem", folder / f"{CARD.value}.pem", str(MOMENT), policy,
        str(reject_qualifiers).lower(),
    ]  # fmt: skip
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True
    ).stdout.strip()


@peer("openssl")
def test_openssl_fetches_the_list_of_the_municipality(
    shelf: Shelf, made: World, tmp_path: Path
) -> None:
    publish(shelf, made, [])
    assert ": OK" in openssl(tmp_path)

    publish(shelf, made, revoked(made))
    assert "error 23 at 0 depth lookup: certificate revoked" in openssl(tmp_path)

    shelf.held.clear()
    assert "error 3 at 0 depth lookup: unable to get certificate CRL" in openssl(tmp_path)
    assert set(shelf.asked) == {f"/crl/{made.certificates[AUTHORITY].key_id}/14104.crl"}


@peer("java")
def test_java_fetches_the_list_of_the_municipality(
    shelf: Shelf, made: World, tmp_path: Path
) -> None:
    policy = made.rulebook.policies[CARD]

    publish(shelf, made, [])
    assert java(tmp_path, policy) == "VALID"

    publish(shelf, made, revoked(made))
    assert java(tmp_path, policy).startswith("REFUSED REVOKED: Certificate has been revoked")

    shelf.held.clear()
    assert java(tmp_path, policy).startswith("REFUSED UNDETERMINED_REVOCATION_STATUS")


@peer("java")
def test_java_must_be_told_to_accept_the_qualifier_of_a_critical_policy(
    shelf: Shelf, made: World, tmp_path: Path
) -> None:
    publish(shelf, made, [])

    refused = java(tmp_path, made.rulebook.policies[CARD], reject_qualifiers=True)

    assert "critical policy qualifiers present in certificate" in refused
