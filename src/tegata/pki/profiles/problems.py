"""Why a certificate cannot be built to its profile."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class FactsMissing(Problem):
    """The profile needs facts that were not given."""

    kind = Kind.INVALID
    code = "pki.facts-missing"
    sentence = "A certificate of the kind %(certificate_kind)s needs %(missing)s."
    advice = "Give the facts that the profile names; see docs/rooms/pki.md."

    certificate_kind: str
    missing: str


@define(auto_exc=True, slots=False)
class OutlivesIssuer(Problem):
    """The certificate would be valid when its issuer's no longer is."""

    kind = Kind.REFUSED
    code = "pki.outlives-issuer"
    sentence = "The certificate would end on %(ends)s, after its issuer's on %(issuer_ends)s."
    advice = "Issue from the newer CA key, or shorten the validity."

    ends: str
    issuer_ends: str


@define(auto_exc=True, slots=False)
class PeriodEmpty(Problem):
    """A validity that ends before it begins."""

    kind = Kind.INVALID
    code = "pki.period-empty"
    sentence = "A validity from %(starts)s to %(ends)s is empty."
    advice = "Let the certificate end after it begins."

    starts: str
    ends: str


@define(auto_exc=True, slots=False)
class SerialsExhausted(Problem):
    """The counter of a CA has reached the end of its four octets."""

    kind = Kind.CONFLICT
    code = "pki.serials-exhausted"
    sentence = "The serials of this CA end at %(last)s."
    advice = "Start a new CA, or change to random serials."

    last: str


@define(auto_exc=True, slots=False)
class EntropyShort(Problem):
    """A source of chance gave fewer octets than were asked for."""

    kind = Kind.UNAVAILABLE
    code = "pki.entropy-short"
    sentence = "The source of chance gave %(got)s octets where %(wanted)s were asked for."
    advice = "Repair the source of chance before anything is issued."

    got: str
    wanted: str


@define(auto_exc=True, slots=False)
class ApplicationOutOfRange(Problem):
    """An application that no common name can be made of."""

    kind = Kind.INVALID
    code = "pki.application-out-of-range"
    sentence = "No common name can be made: %(why)s."
    advice = "Number applications from 1 to 999999, in the years 2016 to 2051."

    why: str
