"""Decide what may become of an application (domain, 2.3), one step at a time."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from attrs import evolve

from tegata.authority.enrolment.problems import ApplicationLapsed, WrongStep
from tegata.authority.enrolment.values import Application, ApplicationState

_NEXT: Mapping[ApplicationState, ApplicationState] = MappingProxyType(
    {
        ApplicationState.ELIGIBILITY_CHECKED: ApplicationState.CARD_SIGNED,
        ApplicationState.CARD_SIGNED: ApplicationState.ISSUING,
        ApplicationState.ISSUING: ApplicationState.READY_TO_WRITE,
        ApplicationState.READY_TO_WRITE: ApplicationState.WRITTEN,
    }
)
_FROM_ANY = (ApplicationState.CANCELLED, ApplicationState.REFUSED)


def is_due(application: Application, now: datetime) -> bool:
    """Tell whether an application was not written in time."""
    return not application.state.is_over and application.lapses <= now


def decide_step(application: Application, to: ApplicationState, now: datetime) -> Application:
    """Decide that an application came one step further. Raises ApplicationLapsed, WrongStep."""
    if is_due(application, now):
        raise ApplicationLapsed(lapsed=application.lapses.isoformat())
    if application.state.is_over or (_NEXT[application.state] is not to and to not in _FROM_ANY):
        raise WrongStep(state=application.state, wanted=to)
    return evolve(application, state=to)


def decide_expiry(application: Application, now: datetime) -> Application:
    """Decide that an application expired. Raises WrongStep."""
    if not is_due(application, now):
        raise WrongStep(state=application.state, wanted=ApplicationState.EXPIRED)
    return evolve(application, state=ApplicationState.EXPIRED)
