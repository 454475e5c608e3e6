"""Rows of residents, events and readers ↔ values, and the list of municipalities."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.db import connection

from tegata.authority.people import models
from tegata.authority.people.problems import MunicipalityUnknown, MyNumberTaken, PersonUnknown
from tegata.authority.people.values import (
    Address,
    Consumer,
    EventKind,
    Item,
    Kana,
    Municipality,
    MunicipalityCode,
    MyNumber,
    Name,
    PersonId,
    Record,
    Resident,
    ResidentEvent,
    Sex,
    Standing,
)

# --- residents -----------------------------------------------------------------------------------


def read_resident(person: PersonId) -> Resident:
    """Fetch a resident. Raises PersonUnknown."""
    row = models.Resident.objects.filter(pk=person.text).first()
    return _known(row, person)


def lock_resident(person: PersonId) -> Resident:
    """Fetch a resident and hold the row until the transaction ends. Raises PersonUnknown."""
    row = models.Resident.objects.select_for_update().filter(pk=person.text).first()
    return _known(row, person)


def find_resident(number: MyNumber) -> Resident | None:
    """Fetch the resident who has a My Number."""
    row = models.Resident.objects.filter(my_number=number.digits).first()
    return None if row is None else _resident(row)


def add_resident(resident: Resident) -> None:
    """Add a resident. Raises MyNumberTaken.

    A conflict is not left to be an error of the server: its log would repeat the whole row.
    """
    row = _row(resident)
    models.Resident.objects.bulk_create([row], ignore_conflicts=True)
    if not models.Resident.objects.filter(pk=row.person).exists():
        raise MyNumberTaken


def write_resident(resident: Resident) -> None:
    """Write a resident as he or she now stands."""
    _row(resident).save(force_update=True)


def _known(row: models.Resident | None, person: PersonId) -> Resident:
    if row is None:
        raise PersonUnknown(person=str(person))
    return _resident(row)


def _row(resident: Resident) -> models.Resident:
    record = resident.record
    return models.Resident(
        person=resident.person.text,
        my_number=record.my_number.digits,
        name=record.name.text,
        kana=record.kana.text,
        former_name=record.former_name.text if record.former_name else None,
        birth=record.birth,
        sex=record.sex.value,
        municipality=record.address.municipality.jis,
        address=record.address.text,
        stays_until=record.stays_until,
        is_ward=record.is_ward,
        is_protected=record.is_protected,
        standing=resident.standing,
        since=resident.since,
        version=resident.version,
    )


def _resident(row: models.Resident) -> Resident:
    record = Record(
        my_number=MyNumber(row.my_number),
        name=Name(row.name),
        kana=Kana(row.kana),
        birth=row.birth,
        sex=Sex(row.sex),
        address=Address(MunicipalityCode(row.municipality), row.address),
        former_name=None if row.former_name is None else Name(row.former_name),
        stays_until=row.stays_until,
        is_ward=row.is_ward,
        is_protected=row.is_protected,
    )
    return Resident(
        PersonId(row.person), record, Standing(row.standing), since=row.since, version=row.version
    )


# --- the feed ------------------------------------------------------------------------------------


def next_version() -> int:
    """Count the feed up by one.

    The row stays locked until the transaction ends, so that versions have no gap (a transaction
    that fails gives its version back) and commit in their own order.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_feed (id, head) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET head = people_feed.head + 1 RETURNING head"
        )
        (version,) = cursor.fetchone()
    return int(version)


def read_head() -> int:
    """Fetch the last version that was given away; 0 before the first."""
    row = models.Feed.objects.first()
    return 0 if row is None else row.head


def add_event(event: ResidentEvent) -> None:
    """Add an event to the feed."""
    models.Event.objects.create(
        version=event.version,
        person=event.person.text,
        kind=event.kind,
        changed=sorted(event.changed),
        occurred_on=event.occurred_on,
        notified_at=event.notified_at,
    )


def read_events(after: int, limit: int) -> list[ResidentEvent]:
    """Fetch at most ``limit`` events after a version, in order."""
    rows = models.Event.objects.filter(version__gt=after, version__lte=after + limit)
    return [
        ResidentEvent(
            version=row.version,
            person=PersonId(row.person),
            kind=EventKind(row.kind),
            changed=frozenset(Item(item) for item in row.changed),
            occurred_on=row.occurred_on,
            notified_at=row.notified_at,
        )
        for row in rows.order_by("version")
    ]


# --- its readers ---------------------------------------------------------------------------------


def lock_consumer(name: str) -> Consumer:
    """Fetch a reader of the feed and hold it: one process reads for it at a time."""
    models.Consumer.objects.get_or_create(name=name, defaults={"confirmed": 0})
    return _consumer(models.Consumer.objects.select_for_update().get(name=name))


def lock_consumers() -> list[Consumer]:
    """Fetch and hold every reader, in one order for everybody."""
    return [_consumer(row) for row in models.Consumer.objects.select_for_update().order_by("name")]


def read_consumers() -> list[Consumer]:
    """Fetch every reader."""
    return [_consumer(row) for row in models.Consumer.objects.order_by("name")]


def write_consumer(consumer: Consumer) -> None:
    """Write where a reader stands."""
    models.Consumer.objects.filter(name=consumer.name).update(
        confirmed=consumer.confirmed, missing=consumer.missing, stopped_at=consumer.stopped
    )


def _consumer(row: models.Consumer) -> Consumer:
    return Consumer(row.name, row.confirmed, row.missing, row.stopped_at)


# --- municipalities ------------------------------------------------------------------------------


def read_municipality(code: MunicipalityCode) -> Municipality:
    """Look a municipality up. Raises MunicipalityUnknown."""
    found = municipalities().get(code)
    if found is None:
        raise MunicipalityUnknown(municipality=str(code))
    return found


@cache
def municipalities() -> Mapping[MunicipalityCode, Municipality]:
    """Read the list that comes with the room; tests/makers/municipalities.py makes it."""
    text = files("tegata.authority.people").joinpath("municipalities.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    listed = (
        Municipality(
            code=MunicipalityCode.parse(row["code"]),
            prefecture=row["prefecture"],
            prefecture_kana=row["prefecture_kana"],
            prefecture_romaji=row["prefecture_romaji"],
            name=row["name"],
            name_kana=row["name_kana"],
            name_romaji=row["name_romaji"],
        )
        for row in rows
    )
    return {municipality.code: municipality for municipality in listed}
