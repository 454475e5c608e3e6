"""Applications and the people, phones and calls around them."""

import re
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Self

from attrs import field, frozen
from attrs.validators import ge, matches_re

from tegata.authority.devices.public import DeviceId, Os
from tegata.authority.enrolment.problems import ApplicationIdUnreadable
from tegata.kit.core.ports import Entropy
from tegata.pki.x509.names import CertificateName

_APPLICATION_ID = r"[0-9a-f]{32}"
_HOLDER = r"[a-z0-9-]{1,64}"


# --- before the application ----------------------------------------------------------------------


@frozen
class Handset:
    """What a phone says of itself before anybody applies with it."""

    os: Os
    os_version: int = field(validator=ge(0))
    model: str
    """The model code as the phone itself spells it."""
    reads_cards: bool
    """Whether its NFC reader is there and answers."""


@frozen
class Applicant:
    """What must be known of a person before they may apply."""

    has_card: bool
    birth: date = field(repr=False)
    is_ward: bool = False
    """An adult ward, who holds no signature certificate as a rule."""


class Unlock(StrEnum):
    """How a holder can unlock the user-authentication key of a phone."""

    PIN = "pin"
    """Four digits; every model."""
    BIOMETRICS = "biometrics"


@frozen
class Offer:
    """What the app shows at STEP 3: that applying is possible, or nothing of it."""

    unlocks: tuple[Unlock, ...]
    """The ways to unlock, where the phone is supported; none where it is not."""

    @property
    def is_made(self) -> bool:
        """Whether the banner is shown; otherwise the person is told to use the card."""
        return bool(self.unlocks)


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


# --- the application -----------------------------------------------------------------------------


@frozen(order=True)
class ApplicationId:
    """An application's opaque identifier."""

    text: str = field(validator=matches_re(_APPLICATION_ID))

    @classmethod
    def drawn(cls, entropy: Entropy) -> Self:
        """Draw a new one: 128 bits."""
        return cls(entropy.draw(16).hex())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier. Raises ApplicationIdUnreadable."""
        if not re.fullmatch(_APPLICATION_ID, text):
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
        return self in _OVER


_OVER = frozenset(
    {
        ApplicationState.WRITTEN,
        ApplicationState.CANCELLED,
        ApplicationState.EXPIRED,
        ApplicationState.REFUSED,
    }
)


class Purpose(StrEnum):
    """Why somebody applies."""

    ENROL = "enrol"
    """A new pair for a phone."""
    RESUME = "resume"
    """A new signature certificate for a phone whose suspension was lifted (D-SUS-01)."""


@frozen
class Application:
    """One person's application for certificates on one phone."""

    id: ApplicationId
    purpose: Purpose
    holder: str = field(validator=matches_re(_HOLDER))
    device: DeviceId
    state: ApplicationState
    applied: datetime
    lapses: datetime
    """When it expires unless the certificates were written by then (D-ENR-02)."""
    certificates: tuple[CertificateName, ...] = ()
    """What was reserved for it: signature first."""


# --- revocation in the app -----------------------------------------------------------------------


class Screen(StrEnum):
    """Where a person stands in the app's revocation procedure (REV-011…014)."""

    HOME = "home"
    MENU = "menu"
    CERT_LIST = "cert-list"
    PASSWORD_ENTRY = "password-entry"  # noqa: S105 - the name of a screen
    REVOKED = "revoked"
    LOCKED = "locked"
    CALL_CENTRE = "call-centre"


class Trouble(StrEnum):
    """Why a person cannot go on alone (REV-015)."""

    PASSWORD_FORGOTTEN = "password-forgotten"  # noqa: S105 - the name of a trouble
    DEVICE_UNUSABLE = "device-unusable"


@frozen
class Procedure:
    """The revocation procedure in one person's hands."""

    screen: Screen = Screen.HOME
    listed: tuple[CertificateName, ...] = ()
    chosen: CertificateName | None = None
    """The one certificate that the password is asked for."""
    missed: int = 0
    """How often the secure element refused the password."""


# --- the call centre -----------------------------------------------------------------------------


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
    """A telephone number at which the person can be called back."""

    def __repr__(self) -> str:
        return "Personal(…)"
