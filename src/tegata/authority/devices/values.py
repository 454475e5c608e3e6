"""Phones, the models they are of, and the duty of a holder who parts with one."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Self

from attrs import evolve, field, frozen
from attrs.validators import ge, matches_re, max_len, min_len

from tegata.authority.devices.problems import DeviceIdUnreadable, WhyMissing
from tegata.kit.core.ports import Entropy
from tegata.pki.x509.names import KeyId

_DEVICE_ID = r"[0-9a-f]{32}"
_WHY = 500


@frozen(order=True)
class DeviceId:
    """A phone's opaque identifier: chance, and no number that its maker gave it."""

    text: str = field(validator=matches_re(_DEVICE_ID))

    @classmethod
    def drawn(cls, entropy: Entropy) -> Self:
        """Draw a new one: 128 bits."""
        return cls(entropy.draw(16).hex())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an identifier. Raises DeviceIdUnreadable."""
        if not re.fullmatch(_DEVICE_ID, text):
            raise DeviceIdUnreadable
        return cls(text)

    def __str__(self) -> str:
        return self.text


class Os(StrEnum):
    """A phone's operating system."""

    ANDROID = "android"
    IOS = "ios"
    OTHER = "other"


class BiometricClass(StrEnum):
    """How strong a phone's biometrics are, in the classes of Android's compatibility definition."""

    STRONG = "strong"
    """Class 3: may unlock a key."""
    WEAK = "weak"
    """Class 2: may unlock the screen."""
    NONE = "none"


@frozen
class Model:
    """One model of phone: what it is called, and what it can do."""

    code: str = field(validator=matches_re(r"[A-Za-z0-9][A-Za-z0-9 ()+_-]{1,31}"))
    """What the phone itself calls its model."""
    maker: str
    name: str
    year: int
    gp_se: bool
    """It has a secure element after GlobalPlatform, which can hold keys (domain, 2.3)."""
    nfc: bool
    """It can read a My Number Card."""
    biometric_class: BiometricClass
    min_os: int = field(validator=ge(1))
    """The first major version of its system under which it is supported."""

    @property
    def biometrics(self) -> bool:
        """Whether biometrics may stand in for the four-digit PIN (ENR-015)."""
        return self.biometric_class is BiometricClass.STRONG


@frozen
class Handset:
    """What a phone says of itself before anybody applies with it."""

    os: Os
    os_version: int = field(validator=ge(0))
    model: str
    """The model code as the phone itself spells it."""
    reads_cards: bool
    """Whether its NFC reader is there and answers."""


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


class PhoneState(StrEnum):
    """Where a phone stands in its life with the service."""

    PREPARED = "prepared"
    """Known; nothing was written to it yet."""
    ACTIVE = "active"
    """It is its holder's one phone with certificates."""
    RETIRED = "retired"
    """Another phone took its place, or its holder stopped using it."""


@frozen
class Phone:
    """One phone in one person's hands. Whoever buys it used gets another identifier."""

    device: DeviceId
    model: str
    os: Os
    os_version: int
    holder: str = field(validator=matches_re(r"[a-z0-9-]{1,64}"))
    """The opaque identifier of the person."""
    state: PhoneState
    element: KeyId
    """The key with which its secure element vouches for what happens inside."""
    deletion: bytes | None = None
    """SHA-256 of the receipt that its keys were destroyed."""


class DutyReason(StrEnum):
    """Why a holder parts with a phone."""

    TRADE_IN = "trade-in"
    SALE = "sale"
    COLLECTION = "collection"
    SCRAP = "scrap"
    REPAIR = "repair"
    MODEL_CHANGE = "model-change"
    LOST = "lost"
    STOLEN = "stolen"
    OTHER = "other"
    """A risk like loss and theft; the list is open (SUS-007)."""
    STOP_USING = "stop-using"


class DutyAction(StrEnum):
    """What a holder can do about a phone's certificates."""

    REVOKE = "revoke"
    SUSPEND = "suspend"


class DutyState(StrEnum):
    """How far a holder has come with the duty."""

    OPEN = "open"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    RESUMED = "resumed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (DutyState.REVOKED, DutyState.RESUMED)


@frozen
class Duty:
    """What the holder of one phone must do, by law, once it leaves their hands (REV-003)."""

    device: DeviceId
    reason: DutyReason
    state: DutyState
    since: datetime
    why: str = field(default="", validator=max_len(_WHY))
    """In the operator's or holder's words; necessary where the reason is OTHER."""

    @classmethod
    def opened(cls, device: DeviceId, reason: DutyReason, since: datetime, why: str) -> Self:
        """Open a duty. Raises WhyMissing."""
        if reason is DutyReason.OTHER and not why.strip():
            raise WhyMissing
        return cls(device, reason, DutyState.OPEN, since, why.strip()[:_WHY])

    def come_to(self, state: DutyState) -> Self:
        """Give this duty in another state."""
        return evolve(self, state=state)


@frozen
class Removed:
    """A secure element's word that it holds no key any more, believed after a check."""

    element: KeyId
    digest: bytes = field(validator=[min_len(32), max_len(32)])
    """SHA-256 of the receipt as it travelled."""
