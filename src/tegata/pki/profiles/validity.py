"""How long certificates and cards are valid: to a birthday, one second before midnight in Japan."""

from datetime import UTC, date, datetime, time, timedelta

from tegata.pki.profiles.common_name import JST

_LAST_SECOND = time(23, 59, 59, tzinfo=JST)
_TERM, _TERM_OF_ADULTS_CARD = 5, 10
_RENEWAL_MONTHS = 3
_ADULT_AT_18_FROM = date(2022, 4, 1)


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
    ends = _birthday_after(birth, since, _TERM)
    return ends if card_expires is None else min(ends, card_expires)


def card_expiry(birth: date, issued: datetime, *, stay_ends: date | None = None) -> datetime:
    """Find the last second of a card: the tenth birthday of an adult, the fifth of a minor.

    Adults were those of 20 until 31 March 2022. A foreign resident's card ends with the stay.
    """
    day = _day(issued)
    majority = 18 if day >= _ADULT_AT_18_FROM else 20
    adult = day >= _birthday(birth, birth.year + majority)
    ends = _birthday_after(birth, issued, _TERM_OF_ADULTS_CARD if adult else _TERM)
    return ends if stay_ends is None else min(ends, _end_of(stay_ends))


def in_renewal_window(ends: datetime, now: datetime) -> bool:
    """Tell whether a certificate is in its last three months and still valid."""
    return _months_before(_day(ends), _RENEWAL_MONTHS) <= _day(now) and now <= ends


def _birthday_after(birth: date, since: datetime, count: int) -> datetime:
    """End with the ``count``-th birthday; one on the day itself is not counted."""
    day = _day(since)
    first = day.year if _birthday(birth, day.year) > day else day.year + 1
    return _end_of(_birthday(birth, first + count - 1))


def _birthday(birth: date, year: int) -> date:
    """Find the birthday of a year: 28 February for a leap day in a common one."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _months_before(day: date, months: int) -> date:
    """Count calendar months back, to the month's end where it has no such day."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _day(moment: datetime) -> date:
    return moment.astimezone(JST).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, _LAST_SECOND).astimezone(UTC)
