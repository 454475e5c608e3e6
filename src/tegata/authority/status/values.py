"""Certificates as their state sees them."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from attrs import field, frozen
from attrs.validators import matches_re, optional

from tegata.authority.status.problems import PartitionUnreadable
from tegata.pki.ocsp.answer import Status
from tegata.pki.problems import KeyIdUnreadable
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.reasons import Reason

LONGEST_REMARK = 500
"""Characters in which somebody says why."""


class State(StrEnum):
    """Where a certificate stands in its life."""

    RESERVED = "reserved"
    """Serial and octets to be signed are durable; nothing is signed."""
    ISSUED = "issued"
    """Signed, and not yet written to the card or phone."""
    GOOD = "good"
    HOLD = "hold"
    REVOKED = "revoked"


class Cause(StrEnum):
    """Why the authority stops a certificate: finer than what its lists may say."""

    SUBJECT_REQUEST = "subject-request"
    KEY_COMPROMISE = "key-compromise"
    RESIDENT_CHANGE = "resident-change"
    RECORD_ERROR = "record-error"
    CA_COMPROMISE = "ca-compromise"
    SUPERSEDED = "superseded"
    CARD_REVOKED = "card-revoked"
    DEATH = "death"
    NEVER_WRITTEN = "never-written"
    SUSPENSION = "suspension"


@frozen
class Revocation:
    """A certificate is stopped, for good or on hold."""

    cause: Cause
    reason: Reason
    """What lists and answers say: a cause that is nobody's business is not told (D-CRL-03)."""
    since: datetime


@frozen
class Certificate:
    """One certificate and its state."""

    name: CertificateName
    kind: CertificateKind
    holder: str = field(validator=matches_re(r"[a-z0-9-]{1,64}"))
    """The opaque identifier of the person."""
    municipality: str = field(validator=matches_re(r"\d{5}"))
    """The five-digit municipality code: the range of lists that covers it (CRL-002)."""
    expires: datetime
    state: State
    revocation: Revocation | None = None
    """Set while, and only while, the state is HOLD or REVOKED."""

    def __attrs_post_init__(self) -> None:
        stopped = self.state in (State.HOLD, State.REVOKED)
        if stopped != (self.revocation is not None):
            raise AssertionError("a certificate is stopped exactly when it has a revocation")


@frozen
class Change:
    """A certificate went from one state to another."""

    before: Certificate
    after: Certificate


@frozen
class Step:
    """One change as the log of changes holds it."""

    before: State
    after: State
    at: datetime


ALL = ""
"""In place of a municipality: the whole set of an issuer."""


@frozen
class Partition:
    """The certificates that one list covers: one CA key's, in one municipality or in all."""

    issuer: KeyId
    municipality: str = field(validator=matches_re(r"(\d{5})?"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` writes. Raises PartitionUnreadable."""
        issuer, _, municipality = text.partition("/")
        try:
            return cls(KeyId.parse(issuer), municipality)
        except (KeyIdUnreadable, ValueError):
            raise PartitionUnreadable(text=text) from None

    def __str__(self) -> str:
        return f"{self.issuer}/{self.municipality}"


@frozen
class Stopped:
    """A stopped certificate as a list sees it, from two independent records of one moment."""

    serial: Serial
    reason: Reason
    since: datetime
    expires: datetime
    in_table: bool
    """The certificate's row says that it is stopped."""
    in_log: bool
    """The last of its changes says so."""


@frozen
class ListDrafted:
    """A list whose number and octets are durable, and whose signature is ordered."""

    partition: Partition
    number: int
    order: int
    this_update: datetime


@frozen
class ListPublished:
    """A list that relying parties may fetch."""

    partition: Partition
    number: int
    this_update: datetime
    next_update: datetime
    octets: bytes = field(repr=False)


@frozen
class ListRecord:
    """One number in a partition's line of lists, as operators see it."""

    partition: Partition
    number: int
    this_update: datetime
    next_update: datetime
    published: datetime | None
    entries: int | None
    """How many certificates it names; known when it is published."""
    size: int | None
    """Octets; known when it is published."""
    withheld: str
    """Why it is never published; empty otherwise."""


class Sight(StrEnum):
    """How the list in force stands to a certificate's state of now."""

    SAME = "same"
    BEHIND = "behind"
    """A change is newer than the list."""
    OVER = "over"
    """The certificate has expired: nobody asks a list any more."""


@frozen
class Seen:
    """What one list in force shows of one certificate."""

    partition: Partition
    found: ListPublished | None
    sight: Sight
    due: datetime | None
    """From when on the next list is made; it is there at the latest by ``next_update``."""


@frozen
class Oversight:
    """One certificate, its changes, and where its state can be seen by now."""

    certificate: Certificate
    answer: Status
    """What OCSP answers about it from now on."""
    steps: tuple[Step, ...]
    seen: tuple[Seen, ...]


@frozen
class Delegate:
    """A responder of one CA key: its certificate by name, and its own key."""

    certificate: CertificateName
    key: KeyId
    ends: datetime
    der: bytes | None = field(default=None, repr=False)
    """The certificate itself, as soon as it is signed."""


@frozen
class Cohort:
    """Certificates with something in common, such as those issued with a faulty library."""

    issuer: KeyId
    kind: CertificateKind
    issued_from: datetime
    issued_to: datetime
    """The first moment that is no longer meant."""
    municipality: str | None = field(default=None, validator=optional(matches_re(r"\d{5}")))
    """The five-digit code; None for all."""
