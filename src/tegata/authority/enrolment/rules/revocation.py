"""Decide how a person goes through the app's revocation procedure (REV-011…015).

The password is that of the PHONE's signature certificate. It is compared in the secure element:
here only its form is judged, and a password without the form is never a missed try.
"""

from attrs import evolve

from tegata.authority.enrolment.problems import NotListed, WrongStep
from tegata.authority.enrolment.values import Procedure, Screen
from tegata.card.values import Pin, PinRule
from tegata.pki.x509.names import CertificateName

_TRIES = PinRule.PASSWORD.tries


def select_menu(procedure: Procedure) -> Procedure:
    """Open the menu. Raises WrongStep."""
    return _go(procedure, Screen.HOME, Screen.MENU)


def select_revoke(procedure: Procedure, listed: tuple[CertificateName, ...]) -> Procedure:
    """List the phone's certificates, of which each is revoked for itself. Raises WrongStep."""
    return evolve(_go(procedure, Screen.MENU, Screen.CERT_LIST), listed=listed)


def choose(procedure: Procedure, name: CertificateName) -> Procedure:
    """Choose one certificate: the password is asked for it. Raises WrongStep, NotListed."""
    chosen = _go(procedure, Screen.CERT_LIST, Screen.PASSWORD_ENTRY)
    if name not in procedure.listed:
        raise NotListed(name=str(name))
    return evolve(chosen, chosen=name)


def read_password(procedure: Procedure, text: str) -> Pin:
    """Judge the form of a password before the element sees it. Raises PasswordMalformed."""
    _expect(procedure, Screen.PASSWORD_ENTRY)
    return Pin(PinRule.PASSWORD, text)


def accepted(procedure: Procedure) -> Procedure:
    """Go on after the element accepted the password. Raises WrongStep."""
    return _go(procedure, Screen.PASSWORD_ENTRY, Screen.REVOKED)


def refused(procedure: Procedure) -> Procedure:
    """Count a try that the element refused; after the last one it is locked. Raises WrongStep."""
    _expect(procedure, Screen.PASSWORD_ENTRY)
    missed = procedure.missed + 1
    screen = Screen.LOCKED if missed >= _TRIES else Screen.PASSWORD_ENTRY
    return evolve(procedure, missed=missed, screen=screen)


def ask_for_help(procedure: Procedure) -> Procedure:
    """Leave the procedure for the telephone, from any screen (REV-015)."""
    return evolve(procedure, screen=Screen.CALL_CENTRE)


def _go(procedure: Procedure, before: Screen, after: Screen) -> Procedure:
    _expect(procedure, before, after)
    return evolve(procedure, screen=after)


def _expect(procedure: Procedure, before: Screen, wanted: Screen | None = None) -> None:
    if procedure.screen is not before:
        raise WrongStep(state=procedure.screen, wanted=wanted or before)
