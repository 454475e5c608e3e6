"""Applications and the people, phones and calls around them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Self

from attrs import field, frozen
from attrs.validators import matches_re, max_len, min_len

from tegata.authority.devices.public import DutyReason
from tegata.authority.enrolment.problems import ApplicationIdUnreadable
from tegata.card.values import Purpose
from tegata.kit.core.ports import Entropy
from tegata.pki.profiles.kinds import ON_CARD, ON_PHONE, CertificateKind
from tegata.pki.x509.names import CertificateName

_HEX_ID = r"[0-9a-f]{32}"
_HOLDER = r"[a-z0-9-]{1,64}"


class Need(StrEnum):
    """One of the three things that must be at hand at STEP 1."""

    CARD = "card"
    CARD_SIGN_PASSWORD = "card-sign-password"  # noqa: S105 - the name of a thing, not a password
    """The password of the CARD's signature certificate; the phone's own is chosen later."""
    READING_PHONE = "reading-phone"


class Step(IntEnum):
    """The three steps, numbered as they are shown."""

    PREPARE = 1
    START_THE_APP = 2
    APPLY = 3


@frozen
class Progress:
    """How far a person has come through the three steps."""

    step: Step = Step.PREPARE
    at_hand: frozenset[Need] = frozenset()


@frozen(order=True)
class ApplicationId:
    """An application's opaque identifier."""

    text: str = field(validator=matches_re(_HEX_ID))

    @classmethod
    def drawn(cls, entropy: Entropy) -> Self:
        """Draw a new one: 128 bits."""
        return cls(entropy.draw(16).hex())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier. Raises ApplicationIdUnreadable."""
        if not re.fullmatch(_HEX_ID, text):
            raise ApplicationIdUnreadable
        return cls(text)

    def __str__(self) -> str:
        return self.text


class ApplicationState(StrEnum):
    """Where an application stands (domain, 2.3). Before the first there is no application."""

    ELIGIBILITY_CHECKED = "eligibility-checked"
    CARD_SIGNED = "card-signed"
    ISSUING = "issuing"
    READY_TO_WRITE = "ready-to-write"
    WRITTEN = "written"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUSED = "refused"

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.value in {"written", "cancelled", "expired", "refused"}


class Aim(StrEnum):
    """What an application is for."""

    CARD = "card"
    """A new card with its pair."""
    CARD_SIGN = "card-sign"
    """A new signature certificate for a card in use, after a move."""
    PHONE = "phone"
    """A new pair for a phone."""
    RESUMPTION = "resumption"
    """A new signature certificate for a phone whose suspension is lifted (D-SUS-01)."""

    @property
    def on_phone(self) -> bool:
        """Whether a phone will carry the certificates, and not a card."""
        return self in (Aim.PHONE, Aim.RESUMPTION)

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """What certificates are asked for."""
        pair = self in (Aim.CARD, Aim.PHONE)
        return (Purpose.SIGN, Purpose.AUTH) if pair else (Purpose.SIGN,)

    def kind(self, purpose: Purpose) -> CertificateKind:
        """Tell the kind of the certificate for one purpose."""
        sign, auth = ON_PHONE if self.on_phone else ON_CARD
        return sign if purpose is Purpose.SIGN else auth


@frozen
class Application:
    """One person's application for certificates on one card or phone."""

    id: ApplicationId
    aim: Aim
    holder: str = field(validator=matches_re(_HOLDER))
    carrier: str = field(validator=matches_re(_HEX_ID))
    """The card's or phone's opaque identifier."""
    state: ApplicationState
    applied: datetime
    lapses: datetime
    """When it expires unless the certificates were written by then (D-ENR-02)."""
    certificates: tuple[CertificateName, ...] = ()
    """What was reserved for it, in the order of its aim's purposes."""
    signer: CertificateName | None = None
    """The card's certificate that signed it, and from which a phone's derive."""
    record_version: int = 0
    """The version of the resident's record that the certificates rest on."""


class CardState(StrEnum):
    """Where a card stands."""

    ORDERED = "ordered"
    ACTIVE = "active"
    ENDED = "ended"


@frozen
class Card:
    """One My Number Card, as far as its certificates go."""

    id: str = field(validator=matches_re(_HEX_ID))
    holder: str = field(validator=matches_re(_HOLDER))
    state: CardState
    expires: datetime


@frozen
class Challenge:
    """Octets that a key must answer: fresh, for one person and one thing, and once."""

    octets: bytes = field(validator=[min_len(32), max_len(32)])
    holder: str = field(validator=matches_re(_HOLDER))
    about: str
    lapses: datetime


@frozen
class Begun:
    """An application that waits for the card's signature."""

    application: Application
    challenge: Challenge
    replaces: str | None
    """The phone whose certificates end when the new ones are written: the person is warned."""


@frozen
class Submission:
    """What the app sends once the card has signed."""

    challenge: bytes
    document: bytes
    """A signed message (CMS) by the card's signature key, over the application's document."""
    requests: Mapping[Purpose, bytes]
    """A PKCS#10 request for each certificate."""
    attestation: bytes
    """The secure element's statement that it made the keys."""
    call_back: str = field(default="", validator=max_len(30))
    """A telephone number, by which a later caller is known."""


@frozen
class Proof:
    """A signature by a key of the person's, over a challenge."""

    challenge: bytes
    by: CertificateName
    signature: bytes


class Screen(StrEnum):
    """Where a person stands in the app's revocation procedure (REV-011…014)."""

    HOME = "home"
    MENU = "menu"
    CERT_LIST = "cert-list"
    PASSWORD_ENTRY = "password-entry"  # noqa: S105 - the name of a screen
    REVOKED = "revoked"
    LOCKED = "locked"
    CALL_CENTRE = "call-centre"


@frozen
class Procedure:
    """The revocation procedure in one person's hands."""

    screen: Screen = Screen.HOME
    listed: tuple[CertificateName, ...] = ()
    chosen: CertificateName | None = None
    """The one certificate that the password is asked for."""
    missed: int = 0


class Queue(StrEnum):
    """What a call is about."""

    SUSPENSION = "suspension"
    INQUIRY = "inquiry"


class Topic(StrEnum):
    """What somebody needs help with."""

    SMARTPHONE_CERTIFICATE = "smartphone-certificate"
    LOSS = "loss"
    REVOCATION = "revocation"
    PASSWORD_FORGOTTEN = "password-forgotten"  # noqa: S105 - the name of a topic
    DEVICE_UNUSABLE = "device-unusable"


@frozen
class Route:
    """Where help is found: the toll-free line, at one key of its menu."""

    number: str
    menu: str
    queue: Queue


class Act(StrEnum):
    """What a caller wants done."""

    SUSPENSION = "suspension"
    RESUMPTION = "resumption"


@frozen(repr=False)
class Personal:
    """Four things by which a caller is known: as told in a call, or as the record has them."""

    names: frozenset[str]
    """The name, and how it is read."""
    birth: date | None
    address: str
    call_back: str

    def __repr__(self) -> str:
        return "Personal(…)"


class Carrier(StrEnum):
    """Which of a person's certificates a call is about."""

    PHONE = "phone"
    CARD = "card"

    @property
    def kinds(self) -> tuple[CertificateKind, ...]:
        """The kinds of certificates on it."""
        return ON_PHONE if self is Carrier.PHONE else ON_CARD


@frozen
class Identification:
    """What one operator learnt of one caller: enough for the act, or not."""

    id: str = field(validator=matches_re(_HEX_ID))
    operator: str
    holder: str = field(validator=matches_re(_HOLDER))
    act: Act
    enough: bool
    at: datetime


@frozen
class Report:
    """Why a caller wants certificates stopped."""

    carrier: Carrier
    reason: DutyReason
    why: str = ""
