"""The refusals of the CA."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class NoGeneration(Problem):
    """No CA key of the family is valid at this time."""

    kind = Kind.UNAVAILABLE
    code = "ca.no-generation"
    sentence = "No CA key for %(family)s is in use at %(moment)s."
    advice = "Hold a key ceremony for the next generation."

    family: str
    moment: str


@define(auto_exc=True, slots=False)
class IssuerUnknown(Problem):
    """No CA key of this authority has the identifier."""

    kind = Kind.NOT_FOUND
    code = "ca.issuer-unknown"
    sentence = "No CA key %(issuer)s belongs to this authority."
    advice = "Take the authority key identifier from the certificate itself."

    issuer: str


@define(auto_exc=True, slots=False)
class NotSigned(Problem):
    """The press has not signed it yet, or the name was never given."""

    kind = Kind.NOT_FOUND
    code = "ca.not-signed"
    sentence = "%(what)s has not been signed."
    advice = "Wait for the press; if it does not run, start it: what was ordered is kept."

    what: str


@define(auto_exc=True, slots=False)
class DraftRefused(Problem):
    """A lint found something: nothing is signed."""

    kind = Kind.REFUSED
    code = "ca.draft-refused"
    sentence = "Order %(order)s is not signed: %(findings)s."
    advice = "Correct the profile or the facts, and order again with a new serial."

    order: str
    findings: str


@define(auto_exc=True, slots=False)
class CeremonyUnreadable(Problem):
    """The reviewed file does not describe a key ceremony."""

    kind = Kind.INVALID
    code = "ca.ceremony-unreadable"
    sentence = "The ceremony file cannot be used: %(why)s."
    advice = "Compare it with docs/operations/ceremony.md, have it reviewed, and try again."

    why: str


@define(auto_exc=True, slots=False)
class GenerationExists(Problem):
    """The ceremony would make a key that exists."""

    kind = Kind.CONFLICT
    code = "ca.generation-exists"
    sentence = "Generation %(number)s of %(family)s exists already."
    advice = "A ceremony only adds generations: give the new one the next number."

    family: str
    number: str
