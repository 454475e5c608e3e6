"""What people do with their hands: at the counter with a card, at home with a phone, on the line."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from attrs import define, field, frozen

from tegata.card.phone import VirtualPhone
from tegata.card.request import certification_request
from tegata.card.terminal import Terminal
from tegata.card.values import Issued, Pin, Pins, Purpose, Transport
from tegata.card.virtual import VirtualCard
from tegata.kit.core.ports import Clock
from tegata.pki.cms.signing import assemble_message, signed_attributes
from tegata.pki.x509.certificate import Certificate, key_id_of
from tegata.sandbox.scenario.service.line import Line, await_that

_BASE = "/enrolment"


@frozen
class Carrier:
    """A card or a phone in its holder's hand, with the PINs that only the holder knows."""

    name: str
    """card or phone: what it is in words."""
    transport: Transport
    card: VirtualCard
    pins: Pins = field(repr=False)

    def pin(self, purpose: Purpose) -> Pin:
        """Remember the PIN for a purpose."""
        return self.pins.sign if purpose is Purpose.SIGN else self.pins.auth

    def sign(self, purpose: Purpose, octets: bytes) -> bytes:
        """Sign through the carrier's own commands: VERIFY, then COMPUTE DIGITAL SIGNATURE."""
        return Terminal.open(self.transport).sign(purpose, self.pin(purpose), octets)

    def requests(self, *purposes: Purpose) -> Mapping[Purpose, bytes]:
        """Write a certification request for each purpose, signed inside."""
        return {
            each: certification_request(
                Terminal.open(self.transport), each, self.pin(each), self.card.public_key(each)
            )
            for each in purposes
        }

    def write(self, purposes: Sequence[Purpose], issued: Sequence[Issued]) -> bytes:
        """Write certificates, and sign the receipt with the last of their keys."""
        for purpose, each in zip(purposes, issued, strict=True):
            self.card.write_certificate(purpose, each)
        digests = b"".join(sha256(each.certificate).digest() for each in issued)
        return self.sign(purposes[-1], b"tegata receipt\0" + digests)

    def certificate(self, purpose: Purpose) -> Certificate:
        """Read the certificate that is written for a purpose."""
        return Certificate.parse(self.card.certificate(purpose) or b"")

    def ca(self, purpose: Purpose) -> bytes:
        """Read the certificate of the CA that issued it."""
        return Terminal.open(self.transport).read_ca(purpose)

    def message(self, content: bytes, clock: Clock) -> bytes:
        """Sign a document as a CMS message, its content inside."""
        attributes = signed_attributes(
            message_digest=sha256(content).digest(), signing_time=clock.now()
        )
        return assemble_message(
            attributes=attributes,
            signature=self.sign(Purpose.SIGN, attributes),
            signer=self.certificate(Purpose.SIGN),
            content=content,
        )


@frozen
class Counter:
    """The municipal counter: a clerk's line."""

    line: Line

    def issue(self, person: str, card: Carrier, *, sign_only: bool = False) -> None:
        """Have certificates issued over the card's keys, and write them."""
        purposes = (Purpose.SIGN,) if sign_only else (Purpose.SIGN, Purpose.AUTH)
        ordered = self.line.post(
            f"{_BASE}/cards", person=person, requests=card.requests(*purposes), sign_only=sign_only
        )
        issued = fetch(self.line, ordered["application"])
        receipt = card.write(purposes, issued)
        self.line.post(f"{_BASE}/applications/{ordered['application']}/receipt", signature=receipt)


@define
class App:
    """The app on a phone, in the hands of the person who is signed in to it."""

    line: Line
    phone: VirtualPhone
    hand: Carrier
    clock: Clock
    device: str = ""

    def enrol(self, card: Carrier, *, resume: bool = False) -> Any:
        """Apply with the card, wait for the certificates, write them, send the receipt."""
        begun = self.line.post(
            f"{_BASE}/applications",
            handset=self._handset(),
            element=str(key_id_of(Certificate.parse(self.phone.element).key)),
            resume=resume,
        )
        self.device = begun["device"]
        purposes = self._make_keys(resume=resume)
        self._submit(begun, card, self.hand.requests(*purposes))
        issued = fetch(self.line, begun["application"])
        receipt = self.hand.write(purposes, issued)
        return self.line.post(
            f"{_BASE}/applications/{begun['application']}/receipt", signature=receipt
        )

    def revoke(self, purpose: Purpose) -> None:
        """Revoke one certificate: menu, revoke, choose, password (REV-011…014)."""
        name = str(self.hand.certificate(purpose).name)
        challenge = self._challenge(f"certificate:{name}")
        spoken = b"tegata revocation\0" + name.encode() + b"\0" + challenge
        self.line.post(
            f"{_BASE}/revocations",
            name=name,
            by=str(self.hand.certificate(Purpose.SIGN).name),
            challenge=challenge,
            signature=self.hand.sign(Purpose.SIGN, spoken),
        )

    def part_with(self, reason: str) -> Any:
        """Tell the app that the phone goes: the duty is shown, with what it asks for."""
        return self.line.post(f"{_BASE}/devices/{self.device}/duty", reason=reason)

    def delete_keys(self) -> None:
        """Destroy the keys and send the secure element's receipt (D-REV-01)."""
        challenge = self._challenge(f"device:{self.device}")
        self.phone.delete_keys()
        receipt = self.phone.attest_removal(challenge).encode()
        self.line.post(
            f"{_BASE}/devices/{self.device}/deletion", challenge=challenge, receipt=receipt
        )

    def _handset(self) -> Mapping[str, object]:
        return {"os": "android", "os_version": 13, "model": self.phone.model, "reads_cards": True}

    def _make_keys(self, *, resume: bool) -> tuple[Purpose, ...]:
        self.phone.set_pins(self.hand.pins)
        if resume:
            self.phone.card.generate_key(Purpose.SIGN)
            return (Purpose.SIGN,)
        self.phone.generate_keys()
        return (Purpose.SIGN, Purpose.AUTH)

    def _submit(self, begun: Any, card: Carrier, requests: Mapping[Purpose, bytes]) -> None:
        challenge = b64decode(begun["challenge"])
        self.line.post(
            f"{_BASE}/applications/{begun['application']}/document",
            challenge=challenge,
            document=card.message(self._document(begun, requests), self.clock),
            requests=requests,
            attestation=self.phone.attest(challenge).encode(),
        )

    def _document(self, begun: Any, requests: Mapping[Purpose, bytes]) -> bytes:
        """Write what the card signs, as docs/rooms/enrolment.md describes it."""
        facts = {
            "application": begun["application"],
            "aim": begun["aim"],
            "device": begun["device"],
            "model": self.phone.model,
            "os": "android",
            "os_version": 13,
            "requests": {
                str(each): sha256(octets).hexdigest() for each, octets in requests.items()
            },
            "challenge": b64decode(begun["challenge"]).hex(),
        }
        return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()

    def _challenge(self, about: str) -> bytes:
        return b64decode(self.line.post(f"{_BASE}/challenges", about=about)["challenge"])


@frozen
class Helpline:
    """The call centre: an operator's line."""

    line: Line

    def suspend(self, person: str, *, name: str, birth: str, address: str) -> None:
        """Identify a caller by what is said, and suspend what is on the lost phone."""
        learnt = self.line.post(
            f"{_BASE}/identifications",
            person=person,
            act="suspension",
            name=name,
            birth=birth,
            address=address,
        )
        self.line.post(
            f"{_BASE}/suspensions", identification=learnt["identification"], reason="lost"
        )


def fetch(line: Line, application: str) -> list[Issued]:
    """Wait until an application's certificates are signed, and fetch them."""
    path = f"{_BASE}/applications/{application}"
    await_that(lambda: line.get(path)["state"] == "ready-to-write", "certificates were signed")
    return [
        Issued(b64decode(each["certificate"]), b64decode(each["ca"]))
        for each in line.get(f"{path}/certificates")
    ]
