"""The refusals of the room of phones."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class DeviceIdUnreadable(Problem):
    """The text is no identifier of a phone."""

    kind = Kind.INVALID
    code = "devices.device-id-unreadable"
    sentence = "This is not the identifier of a phone."
    advice = "Give the 32 hexadecimal digits that the app received when it was prepared."


@define(auto_exc=True, slots=False)
class DeviceUnknown(Problem):
    """No phone has the identifier."""

    kind = Kind.NOT_FOUND
    code = "devices.device-unknown"
    sentence = "No phone %(device)s is known here."
    advice = "Prepare the phone in the app first."

    device: str


@define(auto_exc=True, slots=False)
class DeviceInOtherHands(Problem):
    """The phone's secure element carries another person's certificates."""

    kind = Kind.CONFLICT
    code = "devices.device-in-other-hands"
    sentence = "This phone still carries somebody else's certificates."
    advice = "Ask the person who had it before to revoke them; buy no phone that still holds any."


@define(auto_exc=True, slots=False)
class DeviceRetired(Problem):
    """The phone was given up."""

    kind = Kind.CONFLICT
    code = "devices.device-retired"
    sentence = "Phone %(device)s is no longer in use."
    advice = "Prepare the phone again in the app, as for a new one."

    device: str


@define(auto_exc=True, slots=False)
class WhyMissing(Problem):
    """A reason outside the list needs words."""

    kind = Kind.INVALID
    code = "devices.why-missing"
    sentence = "A reason other than loss and theft must be told in words."
    advice = "Write down in one sentence what the holder reports."


@define(auto_exc=True, slots=False)
class DutyNotOpen(Problem):
    """There is no duty that this step could settle."""

    kind = Kind.CONFLICT
    code = "devices.duty-not-open"
    sentence = "The holder's duty is %(state)s, so it cannot come to %(wanted)s."
    advice = "Look at the phone's certificates first."

    state: str
    wanted: str


@define(auto_exc=True, slots=False)
class ActionInsufficient(Problem):
    """A suspension does not do where the law asks for revocation."""

    kind = Kind.REFUSED
    code = "devices.action-insufficient"
    sentence = (
        "Before “%(reason)s” the certificates must be revoked; suspending them is not enough."
    )
    advice = "Revoke both certificates in the app on that phone, or with the card on another one."

    reason: str


@define(auto_exc=True, slots=False)
class DeletionUnproved(Problem):
    """What was sent does not prove that this phone's keys are gone."""

    kind = Kind.REFUSED
    code = "devices.deletion-unproved"
    sentence = "The keys on the phone are not proved to be deleted: %(why)s."
    advice = (
        "Delete them with the app's revocation procedure. A factory reset does not remove them."
    )

    why: str


@define(auto_exc=True, slots=False)
class UnsupportedOs(Problem):
    """The phone's system is not supported yet (ENR-002)."""

    kind = Kind.REFUSED
    code = "devices.unsupported-os"
    rule_code = "UNSUPPORTED_OS"
    sentence = "Phones with the system “%(os)s” are not supported yet."
    advice = "Use the My Number Card."

    os: str


@define(auto_exc=True, slots=False)
class UnsupportedModel(Problem):
    """The phone is not on the list of supported models (D-ENR-05)."""

    kind = Kind.REFUSED
    code = "devices.unsupported-model"
    rule_code = "UNSUPPORTED_MODEL"
    sentence = "This model of phone cannot carry the certificates."
    advice = "Use the My Number Card, or a phone from the published list."


@define(auto_exc=True, slots=False)
class SystemTooOld(Problem):
    """The phone's system is older than its model needs."""

    kind = Kind.REFUSED
    code = "devices.system-too-old"
    rule_code = "OS_TOO_OLD"
    sentence = "The phone's system has version %(version)s; version %(needed)s is needed."
    advice = "Update the phone's system and apply again."

    version: str
    needed: str


@define(auto_exc=True, slots=False)
class CardReadUnsupported(Problem):
    """The phone cannot read the card (ENR-010)."""

    kind = Kind.REFUSED
    code = "devices.card-read-unsupported"
    rule_code = "CARD_READ_UNSUPPORTED"
    sentence = "The phone cannot read a My Number Card."
    advice = "Switch NFC on; where there is none, use another phone."
