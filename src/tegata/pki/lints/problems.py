"""The refusal that a finding becomes."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class LintsRefuse(Problem):
    """What was to be signed has findings."""

    kind = Kind.REFUSED
    code = "pki.lints-refuse"
    sentence = "The certificate may not be signed: %(findings)s."
    advice = "Correct the facts or the profile; a certificate with findings is never signed."

    findings: str
