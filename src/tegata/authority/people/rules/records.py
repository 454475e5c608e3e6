"""What each event does to a resident record, and which of the four items it changes."""

from datetime import date, datetime

from attrs import evolve, frozen

from tegata.authority.people.problems import (
    AddressElsewhere,
    DayBeforeBirth,
    DayInFuture,
    NothingChanged,
    PersonAbroad,
    PersonDeceased,
)
from tegata.authority.people.values import (
    Address,
    EventKind,
    Item,
    Kana,
    Municipality,
    Name,
    PersonId,
    Record,
    Resident,
    Sex,
    Standing,
)
from tegata.kit.core.calendar import day_in_japan


@frozen
class Outcome:
    """A decision: the resident as it will stand, and what the feed will tell of it."""

    resident: Resident
    kind: EventKind
    changed: frozenset[Item]
    occurred_on: date


def register(person: PersonId, record: Record, *, on: date, now: datetime) -> Outcome:
    """Enter a newborn, an arrival from abroad or a first record."""
    _require_past(on, record.birth, now)
    resident = Resident(person, record, since=on)
    return Outcome(resident, EventKind.REGISTERED, frozenset(), on)


def move(resident: Resident, address: Address, *, on: date, now: datetime) -> Outcome:
    """Record a new address, in the same municipality or another, or a return from abroad."""
    _require_alive(resident)
    _require_past(on, resident.record.birth, now)
    returns = resident.standing is Standing.ABROAD
    if address == resident.record.address and not returns:
        raise NothingChanged
    after = evolve(resident, record=evolve(resident.record, address=address))
    if returns:
        after = evolve(after, standing=Standing.RESIDENT, since=on)
    return Outcome(after, EventKind.MOVED, frozenset({Item.ADDRESS}), on)


def rename(
    resident: Resident,
    *,
    name: Name,
    kana: Kana,
    former_name: Name | None,
    on: date,
    now: datetime,
) -> Outcome:
    """Record a change of name, of its reading or of the former name beside it."""
    _require_alive(resident)
    _require_past(on, resident.record.birth, now)
    record = evolve(resident.record, name=name, kana=kana, former_name=former_name)
    return _recorded(resident, record, EventKind.RENAMED, on)


@frozen(repr=False)
class Correction:
    """What the municipality found to be wrong in a record, from the start."""

    name: Name | None = None
    kana: Kana | None = None
    birth: date | None = None
    sex: Sex | None = None
    address: Address | None = None

    def within(self, record: Record) -> Record:
        """Write what is corrected into a record."""
        return evolve(
            record,
            name=self.name or record.name,
            kana=self.kana or record.kana,
            birth=self.birth or record.birth,
            sex=self.sex or record.sex,
            address=self.address or record.address,
        )


def correct(resident: Resident, correction: Correction, *, on: date, now: datetime) -> Outcome:
    """Correct a record ex officio; a deceased person's record can be corrected too."""
    record = correction.within(resident.record)
    _require_past(on, record.birth, now)
    return _recorded(resident, record, EventKind.CORRECTED, on)


def die(resident: Resident, *, on: date, now: datetime) -> Outcome:
    """Record a death. The four items stay as they were: death is not a change of one."""
    _require_alive(resident)
    _require_past(on, resident.record.birth, now)
    after = evolve(resident, standing=Standing.DECEASED, since=on)
    return Outcome(after, EventKind.DIED, frozenset(), on)


def emigrate(resident: Resident, *, on: date, now: datetime) -> Outcome:
    """Record a move out of the country: nobody lives at the address any more."""
    _require_alive(resident)
    _require_past(on, resident.record.birth, now)
    if resident.standing is Standing.ABROAD:
        raise PersonAbroad
    after = evolve(resident, standing=Standing.ABROAD, since=on)
    return Outcome(after, EventKind.EMIGRATED, frozenset({Item.ADDRESS}), on)


def require_within(address: Address, municipality: Municipality) -> None:
    """Refuse an address outside its municipality; a county or an island may stand between."""
    before, found, _ = address.text.partition(municipality.name)
    between = before.removeprefix(municipality.prefecture)
    if not found or before == between or not (between == "" or between[-1] in "郡島"):
        raise AddressElsewhere(municipality=str(municipality.code))


def _recorded(resident: Resident, record: Record, kind: EventKind, on: date) -> Outcome:
    before = resident.record
    if record == before:
        raise NothingChanged
    changed = frozenset(item for item in Item if record.item(item) != before.item(item))
    return Outcome(evolve(resident, record=record), kind, changed, on)


def _require_alive(resident: Resident) -> None:
    if resident.standing is Standing.DECEASED:
        raise PersonDeceased


def _require_past(on: date, birth: date, now: datetime) -> None:
    if on > day_in_japan(now):
        raise DayInFuture
    if on < birth:
        raise DayBeforeBirth
