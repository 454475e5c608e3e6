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
    """The application or the procedure is elsewhere."""

    kind = Kind.CONFLICT
    code = "enrolment.wrong-step"
    sentence = "This stands at %(state)s, so it cannot come to %(wanted)s."
    advice = "Look where it stands, and take the next step from there."

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


@define(auto_exc=True, slots=False)
class NotListed(Problem):
    """The chosen certificate is not one of those on the screen."""

    kind = Kind.CONFLICT
    code = "enrolment.not-listed"
    sentence = "Certificate %(name)s is not among those that can be revoked here."
    advice = "Choose one of the certificates that the app lists."

    name: str


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


@define(auto_exc=True, slots=False)
class CallerTriedTooOften(Problem):
    """Too many answers about one person were not enough: somebody may be guessing."""

    kind = Kind.REFUSED
    code = "enrolment.caller-tried-too-often"
    sentence = "Nobody could be identified as this person too often today."
    advice = "Do not ask again today. Ask the caller to use the app or the municipality's counter."


@define(auto_exc=True, slots=False)
class IdentificationSpent(Problem):
    """The act does not rest on a fresh identification by the same operator."""

    kind = Kind.REFUSED
    code = "enrolment.identification-spent"
    sentence = "The caller has not been identified for this act, or too long ago."
    advice = "Ask the questions, and act within half an hour."


@define(auto_exc=True, slots=False)
class ChallengeStale(Problem):
    """The challenge was answered too late, twice, or by somebody else."""

    kind = Kind.REFUSED
    code = "enrolment.challenge-stale"
    sentence = "The challenge is not valid: it is unknown, used or too old."
    advice = "Ask for a new challenge and answer it at once."


@define(auto_exc=True, slots=False)
class DocumentOther(Problem):
    """What the card signed is not this application."""

    kind = Kind.REFUSED
    code = "enrolment.document-other"
    rule_code = "NOT_CARD_SIGNED"
    sentence = "What the card signed is not this application."
    advice = "Write the document from the application's own facts, and sign it with the card."


@define(auto_exc=True, slots=False)
class SignerRefused(Problem):
    """The signature is of no valid signature certificate on the person's own card (ENR-004)."""

    kind = Kind.REFUSED
    code = "enrolment.signer-refused"
    rule_code = "NOT_CARD_SIGNED"
    sentence = "The application is not signed with a valid certificate of the card: %(why)s."
    advice = (
        "Sign with the signature certificate of your own My Number Card; renew it where needed."
    )

    why: str


@define(auto_exc=True, slots=False)
class KeysOther(Problem):
    """The requests ask for other keys than they must."""

    kind = Kind.REFUSED
    code = "enrolment.keys-other"
    sentence = "The requested keys cannot be certified: %(why)s."
    advice = "Make a fresh key for each certificate inside the secure element and ask for those."

    why: str


@define(auto_exc=True, slots=False)
class ProofRefused(Problem):
    """The key that signed may not decide about this certificate."""

    kind = Kind.REFUSED
    code = "enrolment.proof-refused"
    sentence = "This key may not decide about that certificate."
    advice = "Sign with the phone's own signature key, or with the card on another device."


@define(auto_exc=True, slots=False)
class CardUnknown(Problem):
    """The person has no such card in use."""

    kind = Kind.NOT_FOUND
    code = "enrolment.card-unknown"
    sentence = "No such card is in use."
    advice = "Look up the person's card, or issue one."


@define(auto_exc=True, slots=False)
class NotSuspended(Problem):
    """There is nothing to resume on this phone."""

    kind = Kind.CONFLICT
    code = "enrolment.not-suspended"
    sentence = "The certificates of this phone are not suspended."
    advice = "Use them; or, where they are revoked, apply anew."


@define(auto_exc=True, slots=False)
class NothingToStop(Problem):
    """The person has no certificate that could be stopped."""

    kind = Kind.CONFLICT
    code = "enrolment.nothing-to-stop"
    sentence = "This person has no certificate there that is in use."
    advice = "Tell the caller that nothing needs to be done."
