"""The ledger's refusals."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class LedgerBroken(Problem):
    """An entry was changed, removed or reordered after it was sealed."""

    kind = Kind.CONFLICT
    code = "ledger.broken"
    sentence = (
        "The ledger does not prove itself: %(count)s findings, the first at %(where)s: %(what)s."
    )
    advice = (
        "Stop the service, keep the database as it is, and compare it with the last exported head."
    )

    count: str
    where: str
    what: str
