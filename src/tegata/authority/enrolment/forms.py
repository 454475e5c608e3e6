"""The shapes of what is sent and shown over JSON, and their reading into values."""

from base64 import b64encode
from datetime import date, datetime
from typing import Self

from ninja import Schema
from pydantic import Base64Bytes, Field

from tegata.authority.devices.public import ACTIONS, Duty, DutyReason, Handset, Offer, Os
from tegata.authority.enrolment.values import (
    Act,
    Aim,
    Application,
    Begun,
    Carrier,
    Challenge,
    Identification,
    Personal,
    Proof,
    Report,
    Submission,
)
from tegata.authority.people.public import PersonId
from tegata.authority.status.public import Certificate
from tegata.card.values import Issued, Purpose
from tegata.pki.x509.names import CertificateName


class HandsetSaid(Schema):
    """What a phone says of itself."""

    os: Os
    os_version: int = Field(ge=0, le=1000)
    model: str = Field(max_length=64)
    reads_cards: bool

    def parsed(self) -> Handset:
        """Read it."""
        return Handset(self.os, self.os_version, self.model, self.reads_cards)


class Banner(Schema):
    """What the app shows where applying is possible."""

    unlocks: list[str]


class OfferShown(Schema):
    """Either the banner, or the advice to use the card; never both."""

    banner: Banner | None = None
    fallback: str | None = None

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """Show an offer."""
        if not offer.is_made:
            return cls(fallback="use-the-card")
        return cls(banner=Banner(unlocks=list(offer.unlocks)))


class ApplicationBegun(Schema):
    """What the card is to sign is made of these; docs/rooms/enrolment.md says how."""

    application: str
    device: str
    aim: str
    challenge: str
    replaces: str | None

    @classmethod
    def of(cls, begun: Begun) -> Self:
        """Show what was begun."""
        return cls(
            application=str(begun.application.id),
            device=begun.application.carrier,
            aim=begun.application.aim,
            challenge=b64encode(begun.challenge.octets).decode(),
            replaces=begun.replaces,
        )


class ApplicationAsked(Schema):
    """A phone to apply with, by the identifier of its secure element's own key."""

    handset: HandsetSaid
    element: str
    resume: bool = False

    @property
    def aim(self) -> Aim:
        """What it is for."""
        return Aim.RESUMPTION if self.resume else Aim.PHONE


class ApplicationShown(Schema):
    """Where an application stands."""

    application: str
    aim: str
    state: str
    lapses: datetime
    certificates: list[str]

    @classmethod
    def of(cls, application: Application) -> Self:
        """Show an application."""
        return cls(
            application=str(application.id),
            aim=application.aim,
            state=application.state,
            lapses=application.lapses,
            certificates=[str(name) for name in application.certificates],
        )


class DocumentSent(Schema):
    """All the evidence, each in base64."""

    challenge: Base64Bytes
    document: Base64Bytes
    requests: dict[Purpose, Base64Bytes]
    attestation: Base64Bytes
    call_back: str = Field(default="", max_length=30)

    def parsed(self) -> Submission:
        """Read it."""
        return Submission(
            self.challenge, self.document, self.requests, self.attestation, self.call_back
        )


class IssuedShown(Schema):
    """A signed certificate and its CA's, in base64 of DER."""

    certificate: str
    ca: str

    @classmethod
    def of(cls, issued: Issued) -> Self:
        """Show a certificate."""
        return cls(
            certificate=b64encode(issued.certificate).decode(), ca=b64encode(issued.ca).decode()
        )


class ReceiptSent(Schema):
    """The new key's signature over what was written."""

    signature: Base64Bytes


class ChallengeAsked(Schema):
    """What the challenge is about: ``certificate:…`` or ``device:…``."""

    about: str = Field(max_length=120)


class ChallengeShown(Schema):
    """A challenge, in base64."""

    challenge: str
    lapses: datetime

    @classmethod
    def of(cls, challenge: Challenge) -> Self:
        """Show a challenge."""
        return cls(challenge=b64encode(challenge.octets).decode(), lapses=challenge.lapses)


class RevocationSent(Schema):
    """Which certificate, and the proof by a key that may decide about it."""

    name: str
    by: str
    challenge: Base64Bytes
    signature: Base64Bytes

    def parsed(self) -> Proof:
        """Read the proof. Raises CertificateNameUnreadable."""
        return Proof(self.challenge, CertificateName.parse(self.by), self.signature)


class StateShown(Schema):
    """What became of a certificate."""

    name: str
    kind: str
    state: str

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        """Show a certificate's state."""
        return cls(name=str(certificate.name), kind=certificate.kind, state=certificate.state)


class DutyReported(Schema):
    """Why the holder parts with a phone."""

    reason: DutyReason
    why: str = Field(default="", max_length=500)


class DutyShown(Schema):
    """The holder's duty, and the law that it rests on."""

    reason: str
    state: str
    since: datetime
    actions: list[str]
    basis: str = "Act on Public Personal Authentication (Act 153 of 2002)"

    @classmethod
    def of(cls, duty: Duty) -> Self:
        """Show a duty."""
        return cls(
            reason=duty.reason,
            state=duty.state,
            since=duty.since,
            actions=[] if duty.state.is_over else list(ACTIONS[duty.reason]),
        )


class DeletionSent(Schema):
    """The secure element's word that its keys are gone."""

    challenge: Base64Bytes
    receipt: Base64Bytes


class CallerSaid(Schema):
    """What a caller answers to the four questions. It is compared, and kept nowhere."""

    person: str
    act: Act
    name: str = Field(max_length=200)
    birth: date | None = None
    address: str = Field(default="", max_length=400)
    call_back: str = Field(default="", max_length=30)

    def parsed(self) -> Personal:
        """Read the answers."""
        return Personal(frozenset({self.name}), self.birth, self.address, self.call_back)


class IdentificationShown(Schema):
    """Enough for the act, or not: nothing else is told (D-SUS-02)."""

    identification: str
    enough: bool

    @classmethod
    def of(cls, identification: Identification) -> Self:
        """Show what was learnt."""
        return cls(identification=identification.id, enough=identification.enough)


class SuspensionAsked(Schema):
    """What an identified caller reports."""

    identification: str = Field(max_length=32)
    carrier: Carrier = Carrier.PHONE
    reason: DutyReason
    why: str = Field(default="", max_length=500)

    def parsed(self) -> Report:
        """Read the report."""
        return Report(self.carrier, self.reason, self.why)


class CardAsked(Schema):
    """A person and the requests that the card made."""

    person: str
    requests: dict[Purpose, Base64Bytes]
    sign_only: bool = False

    @property
    def parsed(self) -> PersonId:
        """Read the person. Raises PersonIdUnreadable."""
        return PersonId.parse(self.person)
