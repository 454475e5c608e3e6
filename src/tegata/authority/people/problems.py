"""What this room refuses. No field is ever one of the four items, a kana or a My Number."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class PersonIdUnreadable(Problem):
    """The text is no identifier of a person."""

    kind = Kind.INVALID
    code = "people.person-id-unreadable"
    sentence = "This is not the identifier of a person."
    advice = "Give the 26 letters and digits that the service uses for this person."


@define(auto_exc=True, slots=False)
class MyNumberWrong(Problem):
    """The digits are no My Number: too few, too many, or the check digit does not agree."""

    kind = Kind.INVALID
    code = "people.my-number-wrong"
    sentence = "The My Number has a wrong length or a wrong check digit."
    advice = "Read the twelve digits again, the last one included."


@define(auto_exc=True, slots=False)
class MunicipalityCodeWrong(Problem):
    """The text is no municipality code, or its check digit does not agree."""

    kind = Kind.INVALID
    code = "people.municipality-code-wrong"
    sentence = "This is not a municipality code."
    advice = "Give five digits, or six with the right check digit, as in 131016."


@define(auto_exc=True, slots=False)
class MunicipalityUnknown(Problem):
    """The code is well formed, but no municipality has it."""

    kind = Kind.NOT_FOUND
    code = "people.municipality-unknown"
    sentence = "No municipality has the code %(municipality)s."
    advice = "Check the code; it may have been given up in a merger."

    municipality: str


@define(auto_exc=True, slots=False)
class TextUnfit(Problem):
    """A name, its kana or an address holds what no resident record holds."""

    kind = Kind.INVALID
    code = "people.text-unfit"
    sentence = "The %(item)s is empty, too long, or holds characters that do not belong there."
    advice = "Write it in full width, its parts separated by one full-width space."

    item: str


@define(auto_exc=True, slots=False)
class AddressElsewhere(Problem):
    """The address does not begin with the municipality that it is recorded under."""

    kind = Kind.INVALID
    code = "people.address-elsewhere"
    sentence = "The address does not lie in the municipality %(municipality)s."
    advice = "Begin with the prefecture and the municipality, or choose the other municipality."

    municipality: str


@define(auto_exc=True, slots=False)
class DayInFuture(Problem):
    """Something is said to have happened on a day that has not come."""

    kind = Kind.INVALID
    code = "people.day-in-future"
    sentence = "This day has not come yet."
    advice = "Give the day on which it happened, in Japan's time."


@define(auto_exc=True, slots=False)
class DayBeforeBirth(Problem):
    """Something is said to have happened to somebody who was not born yet."""

    kind = Kind.INVALID
    code = "people.day-before-birth"
    sentence = "This day lies before the person's birth."
    advice = "Check the day, or correct the birth date first."


@define(auto_exc=True, slots=False)
class NothingChanged(Problem):
    """The record already says so."""

    kind = Kind.CONFLICT
    code = "people.nothing-changed"
    sentence = "The record already says so; nothing was changed."
    advice = "Check that this is the right person."


@define(auto_exc=True, slots=False)
class PersonDeceased(Problem):
    """A deceased person's record takes no more changes but corrections."""

    kind = Kind.CONFLICT
    code = "people.person-deceased"
    sentence = "This person's death is recorded."
    advice = "Check that this is the right person; what can still be done is to correct the record."


@define(auto_exc=True, slots=False)
class PersonAbroad(Problem):
    """Somebody who has left the country cannot leave it again."""

    kind = Kind.CONFLICT
    code = "people.person-abroad"
    sentence = "This person has moved out of the country."
    advice = "Record the person's return with a move first."


@define(auto_exc=True, slots=False)
class PersonUnknown(Problem):
    """Nobody has this identifier."""

    kind = Kind.NOT_FOUND
    code = "people.person-unknown"
    sentence = "There is no person %(person)s."
    advice = "Check the identifier."

    person: str


@define(auto_exc=True, slots=False)
class MyNumberTaken(Problem):
    """Somebody is already registered under this My Number."""

    kind = Kind.CONFLICT
    code = "people.my-number-taken"
    sentence = "Somebody is already registered under this My Number."
    advice = "Look the person up; a person who comes back is recorded with a move."


@define(auto_exc=True, slots=False)
class FeedGap(Problem):
    """The feed of resident events misses one: whoever reads it stops and never skips."""

    kind = Kind.UNAVAILABLE
    code = "people.feed-gap"
    sentence = "The resident feed of “%(consumer)s” stands still: event %(missing)s is missing."
    advice = "Have the event delivered again, then resume the feed."
    rule_code = "FEED_GAP"

    consumer: str
    missing: str


@define(auto_exc=True, slots=False)
class ConfirmedOutOfOrder(Problem):
    """A consumer confirms an event that is not its next one."""

    kind = Kind.CONFLICT
    code = "people.confirmed-out-of-order"
    sentence = "“%(consumer)s” confirmed event %(confirmed)s, but its next event is %(awaited)s."
    advice = "Read the feed again and confirm its events in order."

    consumer: str
    confirmed: str
    awaited: str


@define(auto_exc=True, slots=False)
class FieldUnreadable(Problem):
    """A document about a resident lacks a field, or holds something else there."""

    kind = Kind.INVALID
    code = "people.field-unreadable"
    sentence = "The field “%(field)s” is missing or cannot be read."
    advice = "Send one JSON object; docs/rooms/people.md lists its fields."

    field: str
