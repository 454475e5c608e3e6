"""Why a certificate is not accepted. No refusal names a person: only serials and positions."""

from datetime import datetime

from attrs import define

from tegata.kit.core.problem import Kind, Problem
from tegata.pki.x509.reasons import Reason


@define(auto_exc=True, slots=False)
class ObjectUnreadable(Problem):
    """The octets are no certificate or list."""

    kind = Kind.INVALID
    code = "verify.object-unreadable"
    sentence = "The %(what)s cannot be read."
    advice = "Give the %(what)s in DER or PEM, as it was issued."

    what: str


@define(auto_exc=True, slots=False)
class AnchorUnfit(Problem):
    """A certificate that cannot be trusted as a CA."""

    kind = Kind.INVALID
    code = "verify.anchor-unfit"
    sentence = "The certificate cannot serve as a trusted CA: %(why)s."
    advice = "Give the CA's own certificate, as its operator publishes it."

    why: str


@define(auto_exc=True, slots=False)
class ListUnfit(Problem):
    """A revocation list that proves nothing about persons' certificates."""

    kind = Kind.INVALID
    code = "verify.list-unfit"
    sentence = "The revocation list cannot be used: %(why)s."
    advice = "Get the whole list of the certificate's distribution point from its CA."

    why: str


@define(auto_exc=True, slots=False)
class NotTrusted(Problem):
    """No trusted CA stands behind the certificate."""

    kind = Kind.REFUSED
    code = "verify.not-trusted"
    sentence = "No trusted CA issued certificate %(serial)s."
    advice = "Give the CA of the right generation as anchor: it is chosen by its key identifier."

    serial: str


@define(auto_exc=True, slots=False)
class Expired(Problem):
    """The validity of a certificate on the path has ended."""

    kind = Kind.REFUSED
    code = "verify.expired"
    sentence = "The %(which)s expired at %(expired)s."
    advice = "Ask the holder for the certificate that is valid now."

    which: str
    expired: str


@define(auto_exc=True, slots=False)
class NotYetValid(Problem):
    """The validity of a certificate on the path has not begun."""

    kind = Kind.REFUSED
    code = "verify.not-yet-valid"
    sentence = "The %(which)s is not valid before %(begins)s."
    advice = "Wait until then, or correct this machine's clock."

    which: str
    begins: str


@define(auto_exc=True, slots=False)
class Revoked(Problem):
    """A certificate on the path was revoked, for good."""

    kind = Kind.REFUSED
    code = "verify.revoked"
    sentence = "The %(which)s was revoked at %(since)s (%(reason)s)."
    advice = "Do not rely on it; ask the holder for a new certificate."

    which: str
    reason: str
    since: str


@define(auto_exc=True, slots=False)
class OnHold(Problem):
    """A certificate on the path is suspended and may come back."""

    kind = Kind.REFUSED
    code = "verify.on-hold"
    sentence = "The %(which)s is suspended since %(since)s."
    advice = "Do not rely on it now; ask again after the holder has ended the suspension."

    which: str
    since: str


@define(auto_exc=True, slots=False)
class StatusUnknown(Problem):
    """Nobody can say whether the certificate is revoked, so it is not accepted."""

    kind = Kind.REFUSED
    code = "verify.status-unknown"
    sentence = "Whether the %(which)s is revoked is not known: %(why)s."
    advice = "Get the current revocation list of its distribution point, or a status answer."

    which: str
    why: str


@define(auto_exc=True, slots=False)
class PolicyUnacceptable(Problem):
    """The path is not valid under any policy that the caller accepts."""

    kind = Kind.REFUSED
    code = "verify.policy-unacceptable"
    sentence = "The %(which)s was not issued under an accepted policy."
    advice = "Use a certificate of the kind that is asked for here."

    which: str


@define(auto_exc=True, slots=False)
class NameNotPermitted(Problem):
    """A name lies outside what its CA may name (RFC 5280, 4.2.1.10)."""

    kind = Kind.REFUSED
    code = "verify.name-not-permitted"
    sentence = "The %(which)s carries a name that its CA may not certify."
    advice = "Do not rely on it, and tell the CA."

    which: str


@define(auto_exc=True, slots=False)
class CriticalExtensionUnknown(Problem):
    """A critical extension that nobody here can judge (RFC 5280, 4.2)."""

    kind = Kind.REFUSED
    code = "verify.critical-extension-unknown"
    sentence = "The %(which)s carries a critical extension that is not known here."
    advice = "Do not rely on it: its issuer demands a check that was not made."

    which: str


@define(auto_exc=True, slots=False)
class UsageNotAllowed(Problem):
    """The key may not be used for this."""

    kind = Kind.REFUSED
    code = "verify.usage-not-allowed"
    sentence = "The %(which)s may not be used to %(use)s."
    advice = "Use the certificate that was issued for this use."

    which: str
    use: str


@define(auto_exc=True, slots=False)
class PathBroken(Problem):
    """The certificates do not form a path by some other rule of RFC 5280, 6.1."""

    kind = Kind.REFUSED
    code = "verify.path-broken"
    sentence = "The %(which)s breaks the path to the trusted CA: %(why)s."
    advice = "Give the certificates of the CAs between, as they were issued."

    which: str
    why: str


def revocation(which: str, reason: Reason, since: datetime) -> Revoked | OnHold:
    """Say that a certificate is revoked, or only suspended."""
    if reason is Reason.HOLD:
        return OnHold(which=which, since=shown(since))
    return Revoked(which=which, reason=reason.text, since=shown(since))


def shown(moment: datetime) -> str:
    """Write a time as refusals show it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
