"""The refusals of the room that owns the state of certificates."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class CertificateUnknown(Problem):
    """No certificate of this authority has the name."""

    kind = Kind.NOT_FOUND
    code = "status.certificate-unknown"
    sentence = "No certificate %(name)s was issued here."
    advice = "Check both the issuer's key identifier and the serial."

    name: str


@define(auto_exc=True, slots=False)
class CertificateNameTaken(Problem):
    """The serial was given away before."""

    kind = Kind.CONFLICT
    code = "status.certificate-name-taken"
    sentence = "The name %(name)s belongs to another certificate."
    advice = "Reserve a new serial: one is never used twice."

    name: str


@define(auto_exc=True, slots=False)
class AlreadyRevoked(Problem):
    """Revocation is for good (REV-010)."""

    kind = Kind.CONFLICT
    code = "status.already-revoked"
    sentence = "Certificate %(name)s was already revoked."
    advice = "Nothing more is to be done; to use the service again, enrol again."

    name: str


@define(auto_exc=True, slots=False)
class RevocationTooLate(Problem):
    """An expired certificate cannot be stopped any more."""

    kind = Kind.CONFLICT
    code = "status.revocation-too-late"
    sentence = "Certificate %(name)s has expired."
    advice = "Nothing is to be done: an expired certificate is accepted by nobody."

    name: str


@define(auto_exc=True, slots=False)
class NotInUse(Problem):
    """The certificate was never written to its card or phone."""

    kind = Kind.CONFLICT
    code = "status.not-in-use"
    sentence = "Certificate %(name)s is not in use: it is %(state)s."
    advice = "Complete or cancel the application that it belongs to."

    name: str
    state: str


@define(auto_exc=True, slots=False)
class NotOnHold(Problem):
    """Only a suspended certificate can be resumed."""

    kind = Kind.CONFLICT
    code = "status.not-on-hold"
    sentence = "Certificate %(name)s is not on hold: it is %(state)s."
    advice = "Look up its state first; a revoked certificate never returns."

    name: str
    state: str


@define(auto_exc=True, slots=False)
class CauseNotGiven(Problem):
    """Only what the service itself does has this cause."""

    kind = Kind.INVALID
    code = "status.cause-not-given"
    sentence = "Nobody may give “%(cause)s” as the cause of a revocation."
    advice = "To suspend, put the certificate on hold; to revoke, give one of: %(allowed)s."

    cause: str
    allowed: str


@define(auto_exc=True, slots=False)
class NeverResumed(Problem):
    """A signature certificate that was suspended is replaced, not resumed (D-SUS-01)."""

    kind = Kind.CONFLICT
    code = "status.never-resumed"
    sentence = "Certificate %(name)s is for signatures, so its hold is never lifted."
    advice = "Resume with the phone: the signature certificate is issued anew."

    name: str


@define(auto_exc=True, slots=False)
class WrongStep(Problem):
    """Issuing goes reserved, issued, good, and in no other order."""

    kind = Kind.CONFLICT
    code = "status.wrong-step"
    sentence = "Certificate %(name)s is %(state)s, so it cannot become %(wanted)s."
    advice = "Follow the order: reserve, sign, write, confirm the receipt."

    name: str
    state: str
    wanted: str


@define(auto_exc=True, slots=False)
class ListIncomplete(Problem):
    """The table of certificates and the log of changes disagree about who is stopped."""

    kind = Kind.CONFLICT
    code = "status.list-incomplete"
    sentence = "The list for %(partition)s is not drafted: %(count)s certificates are in doubt."
    advice = "Compare the certificates with their changes before anything is published."

    partition: str
    count: str


@define(auto_exc=True, slots=False)
class ListUnjustified(Problem):
    """A list differs from the one before in a way that no event explains."""

    kind = Kind.CONFLICT
    code = "status.list-unjustified"
    sentence = "List %(number)s for %(partition)s is withheld: %(why)s."
    advice = "The list before it stays in force; find the cause, then draft again."

    partition: str
    number: str
    why: str


@define(auto_exc=True, slots=False)
class NoList(Problem):
    """No list was published for this part of the certificates."""

    kind = Kind.NOT_FOUND
    code = "status.no-list"
    sentence = "No list is published for %(partition)s."
    advice = "Take the address from a certificate; lists are made every day."

    partition: str


@define(auto_exc=True, slots=False)
class PartitionUnreadable(Problem):
    """The text names no part of the certificates."""

    kind = Kind.INVALID
    code = "status.partition-unreadable"
    sentence = "“%(text)s” names no revocation list."
    advice = (
        "Write the issuer's key identifier, a slash and five digits of a municipality, or none."
    )

    text: str
