"""Decide how a person goes through the three steps, in their order (ENR-008, ENR-017)."""

from attrs import evolve

from tegata.authority.enrolment.problems import NotAtHand, StepSkipped
from tegata.authority.enrolment.values import Need, Progress, Step


def confirm(progress: Progress, need: Need) -> Progress:
    """Note that one thing of the checklist is at hand."""
    return evolve(progress, at_hand=progress.at_hand | {need})


def decide_step(progress: Progress, to: Step) -> Progress:
    """Decide to go to a step; going back is always possible. Raises StepSkipped, NotAtHand."""
    if to > progress.step + 1:
        raise StepSkipped(step=str(progress.step.value), wanted=str(to.value))
    missing = [need for need in Need if need not in progress.at_hand]
    if to > Step.PREPARE and missing:
        raise NotAtHand(missing=", ".join(missing))
    return evolve(progress, step=to)
