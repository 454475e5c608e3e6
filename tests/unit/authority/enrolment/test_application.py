"""The life of an application."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from marks import row
from tegata.authority.enrolment.problems import ApplicationLapsed, WrongStep
from tegata.authority.enrolment.rules.application import decide_expiry, decide_step, is_due
from tegata.authority.enrolment.values import (
    Aim,
    Application,
    ApplicationId,
    ApplicationState,
)

APPLIED = datetime(2023, 9, 1, 3, tzinfo=UTC)
LAPSES = APPLIED + timedelta(days=14)
ORDER = [
    ApplicationState.ELIGIBILITY_CHECKED,
    ApplicationState.CARD_SIGNED,
    ApplicationState.ISSUING,
    ApplicationState.READY_TO_WRITE,
    ApplicationState.WRITTEN,
]
ENDS = [ApplicationState.CANCELLED, ApplicationState.REFUSED]


def application(state: ApplicationState = ORDER[0]) -> Application:
    return Application(
        ApplicationId("0" * 32), Aim.PHONE, "person-1", "1" * 32, state,
        APPLIED, LAPSES,
    )  # fmt: skip


def test_an_application_goes_from_the_check_to_the_phone() -> None:
    made = application()
    for state in ORDER[1:]:
        made = decide_step(made, state, APPLIED)

    assert made == application(ApplicationState.WRITTEN)


@given(st.sampled_from(ApplicationState), st.sampled_from(ApplicationState))
def test_every_step_that_is_not_in_the_order_is_refused(
    before: ApplicationState, after: ApplicationState
) -> None:
    follows = before in ORDER[:-1] and after is ORDER[ORDER.index(before) + 1]
    ends = before in ORDER[:-1] and after in ENDS

    if follows or ends:
        assert decide_step(application(before), after, APPLIED).state is after
    else:
        with pytest.raises(WrongStep):
            decide_step(application(before), after, APPLIED)


@row("D-ENR-02")
@pytest.mark.parametrize("term", [timedelta(hours=1), timedelta(days=14)])
def test_an_application_that_is_not_written_in_time_expires(term: timedelta) -> None:
    made = evolve(application(ApplicationState.READY_TO_WRITE), lapses=APPLIED + term)
    before, then = APPLIED + term - timedelta(seconds=1), APPLIED + term

    assert decide_step(made, ApplicationState.WRITTEN, before)
    with pytest.raises(WrongStep):
        decide_expiry(made, before)
    with pytest.raises(ApplicationLapsed):
        decide_step(made, ApplicationState.WRITTEN, then)
    assert decide_expiry(made, then).state is ApplicationState.EXPIRED


@pytest.mark.parametrize("over", [state for state in ApplicationState if state.is_over])
def test_what_is_over_does_not_expire(over: ApplicationState) -> None:
    assert not is_due(application(over), LAPSES)
