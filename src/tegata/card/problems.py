"""What a card, a reader or a holder's PIN can refuse. No field ever carries a PIN."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class PinMalformed(Problem):
    """The PIN of the authentication key, or of the card's text, is not four digits."""

    kind = Kind.INVALID
    code = "card.pin-malformed"
    sentence = "The PIN is not four digits."
    advice = "Type the four half-width digits that were chosen when the certificate was issued."


@define(auto_exc=True, slots=False)
class PasswordMalformed(Problem):
    """The signing password has the wrong length or characters (ENR-009)."""

    kind = Kind.INVALID
    code = "card.password-malformed"
    sentence = "The signing password is not 6 to 16 half-width letters and digits."
    advice = "Use upper-case letters and digits, at least one of each; no symbols, no full width."


@define(auto_exc=True, slots=False)
class NumberMalformed(Problem):
    """A verification number that is printed on the card has the wrong length or characters."""

    kind = Kind.INVALID
    code = "card.number-malformed"
    sentence = "The verification number does not have the form that is printed on the card."
    advice = "Type digits only: 12 for number A, 14 for number B, 6 for the birth date."


@define(auto_exc=True, slots=False)
class PinWrong(Problem):
    """The card compared the PIN and it is not the holder's."""

    kind = Kind.UNAUTHENTICATED
    code = "card.pin-wrong"
    sentence = "The PIN is wrong; tries left: %(tries)s."
    advice = "Check the PIN before the next try: after the last one it is blocked."

    tries: str


@define(auto_exc=True, slots=False)
class PinBlocked(Problem):
    """The PIN was missed too often; only the counter can set a new one."""

    kind = Kind.CONFLICT
    code = "card.pin-blocked"
    sentence = "The PIN is blocked after too many misses."
    advice = (
        "Have it reset at the counter of your municipality; a phone's is set again by enrolling."
    )


@define(auto_exc=True, slots=False)
class PinNeeded(Problem):
    """The file or key opens only after its PIN."""

    kind = Kind.UNAUTHENTICATED
    code = "card.pin-needed"
    sentence = "The card wants its PIN first."
    advice = "Give the PIN of the certificate with the command."


@define(auto_exc=True, slots=False)
class NotJpki(Problem):
    """The card answers, and holds no JPKI application."""

    kind = Kind.NOT_FOUND
    code = "card.not-jpki"
    sentence = "The card in the reader holds no JPKI application."
    advice = "Put a My Number Card, or a phone with its certificates, on the reader."


@define(auto_exc=True, slots=False)
class FileAbsent(Problem):
    """The card holds no such file, or holds it empty."""

    kind = Kind.NOT_FOUND
    code = "card.file-absent"
    sentence = "The card holds nothing in file %(file)s."
    advice = "Have the certificate issued first; a lost sign certificate is issued anew."

    file: str


@define(auto_exc=True, slots=False)
class CardRefused(Problem):
    """The card answered with a status word that says no (ISO 7816-4, 5.6)."""

    kind = Kind.REFUSED
    code = "card.refused"
    sentence = "The card refused the command with status %(status)s."
    advice = "Look the status word up in docs/rooms/card.md."

    status: str


@define(auto_exc=True, slots=False)
class CommandMalformed(Problem):
    """The octets are none of the command forms of ISO 7816-3, 12.1.3."""

    kind = Kind.INVALID
    code = "card.command-malformed"
    sentence = "The command of %(size)s octets has lengths that contradict each other."
    advice = "Send CLA INS P1 P2, then Lc with data, then Le, all short or all extended."

    size: str


@define(auto_exc=True, slots=False)
class AnswerMalformed(Problem):
    """What came back from the card is no answer: it lacks its status word."""

    kind = Kind.UNAVAILABLE
    code = "card.answer-malformed"
    sentence = "The card's answer is cut off."
    advice = "Put the card on the reader again and keep it still."


@define(auto_exc=True, slots=False)
class SealBroken(Problem):
    """The sealed octets were changed, or the secret is another one."""

    kind = Kind.REFUSED
    code = "card.seal-broken"
    sentence = "The sealed %(what)s does not open with this secret."
    advice = "Give the secret that the card was made with, or make the card anew."

    what: str


@define(auto_exc=True, slots=False)
class SecretTooShort(Problem):
    """A secret that somebody could guess cannot seal anything."""

    kind = Kind.INVALID
    code = "card.secret-too-short"
    sentence = "The secret that seals the card has %(size)s octets, fewer than 16."
    advice = "Use chance, such as 32 octets of /dev/urandom in a file of its own."

    size: str


@define(auto_exc=True, slots=False)
class CardUnmade(Problem):
    """The place that should keep a card's state keeps none."""

    kind = Kind.NOT_FOUND
    code = "card.unmade"
    sentence = "No card is kept here."
    advice = "Name the folder in which the sandbox keeps the person's card."


@define(auto_exc=True, slots=False)
class KeyUnmade(Problem):
    """A key was asked for that was never generated, or was deleted."""

    kind = Kind.NOT_FOUND
    code = "card.key-unmade"
    sentence = "There is no key named %(label)s."
    advice = "Generate the keys before using them; after deletion, enrol again."

    label: str


@define(auto_exc=True, slots=False)
class AttestationWrong(Problem):
    """A statement about a phone's keys cannot be believed."""

    kind = Kind.REFUSED
    code = "card.attestation-wrong"
    sentence = "The secure element's statement is not accepted: %(why)s."
    advice = "Enrol from a phone whose maker's root is registered, with a fresh challenge."

    why: str


@define(auto_exc=True, slots=False)
class ReaderSoftwareMissing(Problem):
    """The optional library that talks to PC/SC is not installed."""

    kind = Kind.UNAVAILABLE
    code = "card.reader-software-missing"
    sentence = "The library for card readers (pyscard) is not installed."
    advice = "Install tegata[cards]; on Debian it needs swig and libpcsclite-dev, see make peers."


@define(auto_exc=True, slots=False)
class ReaderAbsent(Problem):
    """No reader of that name or number, or no PC/SC service at all."""

    kind = Kind.UNAVAILABLE
    code = "card.reader-absent"
    sentence = "There is no card reader %(reader)s."
    advice = "Plug the reader in and start pcscd; tegata card readers lists what is there."

    reader: str


@define(auto_exc=True, slots=False)
class CardAbsent(Problem):
    """A reader without a card, or a card that was taken away."""

    kind = Kind.UNAVAILABLE
    code = "card.card-absent"
    sentence = "There is no card in the reader %(reader)s."
    advice = "Put the card on the reader and keep it there until the command ends."

    reader: str


@define(auto_exc=True, slots=False)
class CardUnready(Problem):
    """A card is there, and another program holds it or it does not answer."""

    kind = Kind.UNAVAILABLE
    code = "card.card-unready"
    sentence = "The card in the reader %(reader)s cannot be used now: %(why)s."
    advice = "Close other programs that use the card, or take it off and put it on again."

    reader: str
    why: str


@define(auto_exc=True, slots=False)
class VirtualReaderAbsent(Problem):
    """Nothing listens where the virtual reader should."""

    kind = Kind.UNAVAILABLE
    code = "card.virtual-reader-absent"
    sentence = "No virtual reader listens at %(address)s."
    advice = "Install vsmartcard-vpcd and start pcscd, then start the card again."

    address: str
