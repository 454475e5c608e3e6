"""The JSON door of enrolment: a whole life of a phone, and who is refused with which code."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from django.test import Client
from pytest_django import Settings

from fakes.residents import record
from makers.cards import PINS
from makers.enrolments import CALL_BACK, MAKERS, World, blank_phone, cms, element_of
from marks import row
from tegata.authority.enrolment.service import collecting
from tegata.card.phone import VirtualPhone
from tegata.card.terminal import Terminal
from tegata.card.values import Issued, Purpose
from tegata.kit.core.context import Context, Role
from tegata.kit.data.clock import SystemClock
from tegata.kit.data.world_clock import write_offset
from tegata.pki.x509.names import CertificateName

pytestmark = pytest.mark.django_db

Calling = Callable[[Role], Client]
BASE = "/authority/enrolment"
HANDSET = {"os": "android", "os_version": 13, "model": "SO-51C", "reads_cards": True}


@define
class Line:
    """One caller's line; the person who is signed in to the app is named besides."""

    client: Client
    person: str

    def post(self, path: str, **body: object) -> Any:
        return self.client.post(
            f"{BASE}{path}", body, content_type="application/json",
            headers={"Tegata-Person": self.person},
        )  # fmt: skip

    def get(self, path: str) -> Any:
        return self.client.get(f"{BASE}{path}", headers={"Tegata-Person": self.person})


@pytest.fixture
def world(ctx: Context, tmp_path: Path, settings: Settings) -> World:
    settings.TEGATA_MAKERS = MAKERS
    write_offset(ctx.now - SystemClock().now())
    return World.found(ctx, tmp_path).with_card()


@pytest.fixture
def app(world: World, calling: Calling) -> Line:
    return Line(calling(Role.PERSON), world.holder)


def text(octets: bytes) -> str:
    return b64encode(octets).decode()


def begin(app: Line, phone: VirtualPhone) -> dict[str, str]:
    answer = app.post("/applications", handset=HANDSET, element=str(element_of(phone)))
    assert answer.status_code == 201
    return dict(answer.json())


def spelled(begun: dict[str, str], requests: dict[Purpose, bytes]) -> bytes:
    """Write the document from the interface's description, not with the room's own function."""
    digests = ",".join(
        f'"{each}":"{sha256(requests[each]).hexdigest()}"' for each in sorted(requests)
    )
    challenge = b64decode(begun["challenge"]).hex()
    return (
        f'{{"aim":"{begun["aim"]}","application":"{begun["application"]}",'
        f'"challenge":"{challenge}","device":"{begun["device"]}","model":"SO-51C",'
        f'"os":"android","os_version":13,"requests":{{{digests}}}}}'
    ).encode()


def enrol(world: World, app: Line, phone: VirtualPhone) -> tuple[dict[str, str], list[str]]:
    """Enrol over the line; give what was begun and the certificates' names."""
    begun = begin(app, phone)
    phone.set_pins(PINS)
    phone.generate_keys()
    requests = {
        Purpose.SIGN: phone.request(Purpose.SIGN, PINS.sign),
        Purpose.AUTH: phone.request(Purpose.AUTH, PINS.auth),
    }
    path = f"/applications/{begun['application']}"
    sent = app.post(
        f"{path}/document",
        challenge=begun["challenge"],
        document=text(cms(world.card, spelled(begun, requests), world.ctx)),
        requests={each: text(octets) for each, octets in requests.items()},
        attestation=text(phone.attest(b64decode(begun["challenge"])).encode()),
        call_back=CALL_BACK,
    )
    assert sent.status_code == 202, sent.content
    list(world.press.sign_waiting())
    for name in sent.json()["certificates"]:
        collecting.collect(world.ctx, name=CertificateName.parse(name))
    assert app.get(path).json()["state"] == "ready-to-write"
    issued = [
        Issued(b64decode(each["certificate"]), b64decode(each["ca"]))
        for each in app.get(f"{path}/certificates").json()
    ]
    for purpose, each in zip((Purpose.SIGN, Purpose.AUTH), issued, strict=True):
        phone.card.write_certificate(purpose, each)
    written = b"tegata receipt\0" + b"".join(sha256(each.certificate).digest() for each in issued)
    receipt = Terminal.open(phone).sign(Purpose.AUTH, PINS.auth, written)
    done = app.post(f"{path}/receipt", signature=text(receipt))
    assert (done.status_code, done.json()["state"]) == (200, "written")
    return begun, done.json()["certificates"]


def proof(app: Line, phone: VirtualPhone, name: str, by: str) -> dict[str, str]:
    """Answer a challenge with the phone's signature key."""
    challenge = app.post("/challenges", about=f"certificate:{name}").json()["challenge"]
    spoken = b"tegata revocation\0" + name.encode() + b"\0" + b64decode(challenge)
    signature = Terminal.open(phone).sign(Purpose.SIGN, PINS.sign, spoken)
    return {"name": name, "by": by, "challenge": challenge, "signature": text(signature)}


def test_a_phones_life_over_the_line(world: World, app: Line) -> None:
    phone = blank_phone()
    begun, (sign, auth) = enrol(world, app, phone)
    device = f"/devices/{begun['device']}"

    duty = app.post(f"{device}/duty", reason="trade-in")
    assert (duty.status_code, duty.json()["actions"]) == (201, ["revoke"])
    for name in (auth, sign):
        revoked = app.post("/revocations", **proof(app, phone, name, sign))
        assert (revoked.status_code, revoked.json()["state"]) == (201, "revoked")
    assert app.get(f"{device}/duty").json()[0]["state"] == "revoked"

    phone.delete_keys()
    challenge = app.post("/challenges", about=f"device:{begun['device']}").json()["challenge"]
    receipt = phone.attest_removal(b64decode(challenge)).encode()
    deleted = app.post(f"{device}/deletion", challenge=challenge, receipt=text(receipt))
    assert deleted.status_code == 204


def test_a_supported_phone_sees_the_banner_and_nothing_else(app: Line) -> None:
    answer = app.post("/offer", **HANDSET)

    assert answer.json() == {"banner": {"unlocks": ["pin", "biometrics"]}}


@pytest.mark.parametrize("change", [{"model": "A063"}, {"os": "ios"}, {"reads_cards": False}])
def test_an_unsupported_phone_is_told_to_use_the_card_and_nothing_else(
    app: Line, change: dict[str, object]
) -> None:
    assert app.post("/offer", **(HANDSET | change)).json() == {"fallback": "use-the-card"}


@row("REV-004")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PERSON])
def test_a_proxy_is_refused_with_the_code_of_the_rule(
    world: World, app: Line, calling: Calling, role: Role
) -> None:
    phone = blank_phone()
    _begun, (sign, _auth) = enrol(world, app, phone)
    sent = proof(app, phone, sign, sign)

    answer = Line(calling(role), world.holder).post("/revocations", **sent)

    assert (answer.status_code, answer.json()["rule_code"]) == (403, "FORBIDDEN_PROXY")
    assert app.post("/revocations", **sent).status_code == 201


def test_another_person_is_a_proxy_too(world: World, app: Line, calling: Calling) -> None:
    phone = blank_phone()
    _begun, (sign, _auth) = enrol(world, app, phone)

    answer = Line(calling(Role.PERSON), "z" * 26).post(
        "/revocations", **proof(app, phone, sign, sign)
    )

    assert answer.json()["rule_code"] == "FORBIDDEN_PROXY"


@row("ENR-002")
def test_another_system_is_refused_with_the_code_of_the_rule(app: Line) -> None:
    asked = {"handset": HANDSET | {"os": "ios"}, "element": "00" * 20}

    answer = app.post("/applications", **asked)

    assert (answer.status_code, answer.json()["rule_code"]) == (422, "UNSUPPORTED_OS")
    assert "マイナンバーカード" in answer.json()["advice"]


def test_an_operator_suspends_and_learns_one_bit(world: World, app: Line, calling: Calling) -> None:
    enrol(world, app, blank_phone())
    operator = Line(calling(Role.OPERATOR), "")
    said = {
        "person": world.holder,
        "act": "suspension",
        "name": "みほんはなこ",
        "birth": "1990-05-12",
        "address": record().address.text,
    }

    wrong = operator.post("/identifications", **(said | {"birth": "1990-05-13"}))
    right = operator.post("/identifications", **said)

    assert set(wrong.json()) == set(right.json()) == {"identification", "enough"}
    assert (wrong.json()["enough"], right.json()["enough"]) == (False, True)
    refused = operator.post(
        "/suspensions", identification=wrong.json()["identification"], reason="lost"
    )
    assert refused.json()["code"] == "enrolment.caller-not-identified"
    held = operator.post(
        "/suspensions", identification=right.json()["identification"], reason="stolen"
    )
    assert (held.status_code, {each["state"] for each in held.json()}) == (201, {"hold"})


def test_a_clerk_orders_a_card_and_nobody_else_does(
    world: World, app: Line, calling: Calling
) -> None:
    requests = {
        each: text(octets)
        for each, octets in world.card_requests(Purpose.SIGN, Purpose.AUTH).items()
    }
    asked = {"person": world.holder, "requests": requests}

    ordered = Line(calling(Role.CLERK), "").post("/cards", **asked)
    refused = app.post("/cards", **asked)

    assert (ordered.status_code, ordered.json()["state"]) == (202, "issuing")
    assert refused.json()["rule_code"] == "FORBIDDEN_PROXY"


def test_a_stranger_is_refused(world: World) -> None:
    answer = Line(Client(), world.holder).post("/offer", **HANDSET)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/applications", {"handset": {"os": "plan9"}, "element": "x"}),
        ("/applications", {"handset": HANDSET, "element": "xyz"}),
        ("/applications/zz/receipt", {"signature": "AAAA"}),
        ("/applications/" + "0" * 32 + "/receipt", {"signature": "not base64!"}),
        ("/revocations", {"name": "a", "by": "b", "challenge": "AA==", "signature": "AA=="}),
        ("/identifications", {"person": "x", "act": "suspension", "name": "y"}),
        ("/cards", {"person": "x", "requests": {"sign": "AA=="}}),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_cannot_be_read_is_refused_in_one_shape(
    app: Line, path: str, body: dict[str, object]
) -> None:
    answer = app.post(path, **body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["advice"]
