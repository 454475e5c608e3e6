"""Three steps in their order, the first with its checklist."""

import pytest

from marks import row
from tegata.authority.enrolment.problems import NotAtHand, StepSkipped
from tegata.authority.enrolment.rules.preparation import confirm, decide_step
from tegata.authority.enrolment.values import Need, Progress, Step

READY = Progress(at_hand=frozenset(Need))


@row("ENR-008")
def test_three_things_are_at_hand_before_anything_starts() -> None:
    assert len(Need) == 3
    progress = Progress()
    for need in Need:
        with pytest.raises(NotAtHand) as refusal:
            decide_step(progress, Step.START_THE_APP)
        assert need in refusal.value.missing
        progress = confirm(progress, need)

    assert decide_step(progress, Step.START_THE_APP).step is Step.START_THE_APP


@row("ENR-017")
def test_the_steps_go_one_two_three_and_none_is_skipped() -> None:
    assert [step.value for step in Step] == [1, 2, 3]
    with pytest.raises(StepSkipped):
        decide_step(READY, Step.APPLY)

    second = decide_step(READY, Step.START_THE_APP)

    assert decide_step(second, Step.APPLY).step is Step.APPLY


def test_going_back_is_always_possible() -> None:
    third = Progress(Step.APPLY, frozenset(Need))

    assert decide_step(third, Step.PREPARE).step is Step.PREPARE
