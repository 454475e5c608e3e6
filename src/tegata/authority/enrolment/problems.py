"""The refusals of the room of enrolment. No field is ever one of the four items."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class ApplicationIdUnreadable(Problem):
    """The text is no identifier of an application."""

    kind = Kind.INVALID
    code = "enrolment.application-id-unreadable"
    sentence = "This is not the identifier of an application."
    advice = "Give the 32 hexadecimal digits that the app received."


# --- eligibility ---------------------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class NotOpen(Problem):
    """The service has not begun (ENR-001)."""

    kind = Kind.REFUSED
    code = "enrolment.not-open"
    rule_code = "NOT_OPEN"
    sentence = "Applications are taken from %(opens)s on, Japan time."
    advice = "Apply on that day or later; until then use the My Number Card."

    opens: str


@define(auto_exc=True, slots=False)
class UnsupportedOs(Problem):
    """The phone's system is not supported yet (ENR-002)."""

    kind = Kind.REFUSED
    code = "enrolment.unsupported-os"
    rule_code = "UNSUPPORTED_OS"
    sentence = "Phones with the system “%(os)s” are not supported yet."
    advice = "Use the My Number Card."

    os: str


@define(auto_exc=True, slots=False)
class UnsupportedModel(Problem):
    """The phone is not on the list of supported models (D-ENR-05)."""

    kind = Kind.REFUSED
    code = "enrolment.unsupported-model"
    rule_code = "UNSUPPORTED_MODEL"
    sentence = "This model of phone cannot carry the certificates."
    advice = "Use the My Number Card, or a phone from the published list."


@define(auto_exc=True, slots=False)
class SystemTooOld(Problem):
    """The phone's system is older than its model needs."""

    kind = Kind.REFUSED
    code = "enrolment.system-too-old"
    rule_code = "OS_TOO_OLD"
    sentence = "The phone's system has version %(version)s; version %(needed)s is needed."
    advice = "Update the phone's system and apply again."

    version: str
    needed: str


@define(auto_exc=True, slots=False)
class CardReadUnsupported(Problem):
    """The phone cannot read the card (ENR-010)."""

    kind = Kind.REFUSED
    code = "enrolment.card-read-unsupported"
    rule_code = "CARD_READ_UNSUPPORTED"
    sentence = "The phone cannot read a My Number Card."
    advice = "Switch NFC on; where there is none, use another phone."


@define(auto_exc=True, slots=False)
class NoCard(Problem):
    """The person has no card in use (ENR-003)."""

    kind = Kind.REFUSED
    code = "enrolment.no-card"
    rule_code = "NO_CARD"
    sentence = "Only somebody with a valid My Number Card can apply."
    advice = "Apply for a My Number Card at the municipality first."


@define(auto_exc=True, slots=False)
class TooYoung(Problem):
    """The person is under 15 (D-ENR-04)."""

    kind = Kind.REFUSED
    code = "enrolment.too-young"
    rule_code = "UNDER_15"
    sentence = "Persons under 15 are not issued signature certificates, and so none for a phone."
    advice = "Apply from the age of 15 on."


@define(auto_exc=True, slots=False)
class Ward(Problem):
    """An adult ward is issued no signature certificate."""

    kind = Kind.REFUSED
    code = "enrolment.ward"
    rule_code = "ADULT_WARD"
    sentence = "A person under adult guardianship is issued no signature certificate, as a rule."
    advice = "Ask the municipality of residence."


# --- who, and over which way ---------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class AppOnly(Problem):
    """The act is done in the app and nowhere else (ENR-011, REV-008)."""

    kind = Kind.FORBIDDEN
    code = "enrolment.app-only"
    rule_code = "APP_ONLY"
    sentence = "This is done in the Mynaportal app, not over “%(channel)s”."
    advice = "Open the Mynaportal app on the phone."

    channel: str


@define(auto_exc=True, slots=False)
class ForbiddenProxy(Problem):
    """Nobody acts for the holder (REV-004)."""

    kind = Kind.FORBIDDEN
    code = "enrolment.forbidden-proxy"
    rule_code = "FORBIDDEN_PROXY"
    sentence = "Only the holder can do this; the role “%(role)s” cannot do it for them."
    advice = "Let the holder do it in the app, or call 0120-95-0178."

    role: str


# --- the three steps -----------------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class NotAtHand(Problem):
    """Something of the checklist was not confirmed (ENR-008)."""

    kind = Kind.REFUSED
    code = "enrolment.not-at-hand"
    rule_code = "CHECKLIST_INCOMPLETE"
    sentence = "These are not at hand yet: %(missing)s."
    advice = "Fetch them and confirm each one."

    missing: str


@define(auto_exc=True, slots=False)
class StepSkipped(Problem):
    """The steps are taken in order (ENR-017)."""

    kind = Kind.CONFLICT
    code = "enrolment.step-skipped"
    rule_code = "STEP_ORDER"
    sentence = "STEP %(wanted)s does not follow STEP %(step)s."
    advice = "Take STEP 1, 2 and 3 in this order."

    step: str
    wanted: str


# --- applications --------------------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class ApplicationUnknown(Problem):
    """No application has the identifier."""

    kind = Kind.NOT_FOUND
    code = "enrolment.application-unknown"
    sentence = "No application %(application)s is known here."
    advice = "Look at the list of applications in the app."

    application: str


@define(auto_exc=True, slots=False)
class WrongStep(Problem):
    """The application is elsewhere."""

    kind = Kind.CONFLICT
    code = "enrolment.wrong-step"
    sentence = "The application is %(state)s, so it cannot become %(wanted)s."
    advice = "Look at the application's state, and take the next step from there."

    state: str
    wanted: str


@define(auto_exc=True, slots=False)
class ApplicationLapsed(Problem):
    """The certificates were not written in time (D-ENR-02)."""

    kind = Kind.CONFLICT
    code = "enrolment.application-lapsed"
    rule_code = "EXPIRED_APPLICATION"
    sentence = "The application expired at %(lapsed)s."
    advice = "Apply again."

    lapsed: str


# --- the revocation procedure --------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class ScreenSkipped(Problem):
    """The procedure's screens follow one another."""

    kind = Kind.CONFLICT
    code = "enrolment.screen-skipped"
    sentence = "This cannot be done on the screen “%(screen)s”."
    advice = "Go through the procedure from its beginning."

    screen: str


@define(auto_exc=True, slots=False)
class NotListed(Problem):
    """The chosen certificate is not one of those on the screen."""

    kind = Kind.CONFLICT
    code = "enrolment.not-listed"
    sentence = "Certificate %(name)s is not among those that can be revoked here."
    advice = "Choose one of the certificates that the app lists."

    name: str


# --- the call centre -----------------------------------------------------------------------------


@define(auto_exc=True, slots=False)
class LineClosed(Problem):
    """Nobody answers inquiries at this hour."""

    kind = Kind.UNAVAILABLE
    code = "enrolment.line-closed"
    rule_code = "CLOSED"
    sentence = "Inquiries are not answered at this hour. Loss and theft are, at any hour."
    advice = (
        "Call 0120-95-0178 on weekdays from 9:30 to 20:00, at weekends and on holidays to 17:30;"
        " not from 29 December to 3 January. For loss and theft, press 2 now."
    )


@define(auto_exc=True, slots=False)
class CallerNotIdentified(Problem):
    """What the caller said was not enough. It is not told what was wrong (D-SUS-02)."""

    kind = Kind.REFUSED
    code = "enrolment.caller-not-identified"
    sentence = "What the caller said is not enough for this."
    advice = "Ask all questions once more. Do not tell the caller which answer was wrong."
