"""How long certificates and cards are valid: to a birthday, one second before midnight in Japan."""

from datetime import date, datetime

from tegata.kit.core.calendar import (
    day_in_japan,
    is_of_age,
    last_second_jst,
    months_later,
    nth_birthday_after,
)

_TERM, _TERM_OF_ADULTS_CARD = 5, 10
_RENEWAL_MONTHS = 3


def expiry(
    birth: date,
    issued: datetime,
    *,
    card_expires: datetime | None = None,
    renewed: datetime | None = None,
) -> datetime:
    """Find the last second of a card's certificate.

    It is that of the fifth birthday after issuance. Where a certificate that ends at ``renewed``
    is replaced in its last three months, the five are counted from its end: its own last birthday
    comes on top, so that it is the sixth after issuance, and nobody loses by renewing early.
    It is never past the card's. A phone's certificate ends with that of its card.
    """
    since = renewed if renewed and in_renewal_window(renewed, issued) else issued
    ends = last_second_jst(nth_birthday_after(birth, day_in_japan(since), _TERM))
    return ends if card_expires is None else min(ends, card_expires)


def card_expiry(birth: date, issued: datetime, *, stay_ends: date | None = None) -> datetime:
    """Find the last second of a card: the tenth birthday of an adult, the fifth of a minor.

    A foreign resident's card ends with the stay.
    """
    day = day_in_japan(issued)
    term = _TERM_OF_ADULTS_CARD if is_of_age(birth, day) else _TERM
    ends = nth_birthday_after(birth, day, term)
    return last_second_jst(ends if stay_ends is None else min(ends, stay_ends))


def in_renewal_window(ends: datetime, now: datetime) -> bool:
    """Tell whether a certificate is in its last three months and still valid."""
    opens = months_later(day_in_japan(ends), -_RENEWAL_MONTHS)
    return opens <= day_in_japan(now) and now <= ends
