"""What can stop a story."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class LineRefused(Problem):
    """The authority refused what a scripted person asked."""

    kind = Kind.REFUSED
    code = "scenario.line-refused"
    sentence = "The authority refused %(what)s: %(why)s"
    advice = "Look at the logs in the world's folder; a story that stops here found a fault."

    what: str
    why: str


@define(auto_exc=True, slots=False)
class NothingHappened(Problem):
    """Something that should follow by itself did not."""

    kind = Kind.UNAVAILABLE
    code = "scenario.nothing-happened"
    sentence = "Waited in vain until %(what)s."
    advice = "See whether press and worker run: tegata up starts them again when they end."

    what: str
