"""What the database itself lets each process do with residents."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection

from fakes.residents import record, yokohama
from tegata.authority.people import service
from tegata.kit.core.context import Context
from tegata.site.roles import statements

pytestmark = pytest.mark.django_db

TODAY = date(2023, 9, 1)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements(connection.introspection.table_names()):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {role}")


def test_the_authority_may_do_every_act_of_the_room(ctx: Context) -> None:
    _become("tegata_authority")

    person = service.register(ctx, record=record(), on=TODAY).person
    service.move(ctx, person=person, address=yokohama("９０２番地"), on=TODAY)
    for event in service.next_events(ctx, consumer="certificates"):
        service.confirm(ctx, consumer="certificates", event=event)
    service.watch_feed(ctx)


def test_the_worker_reads_the_feed_and_raises_the_alarm(ctx: Context) -> None:
    service.register(ctx, record=record(), on=TODAY)
    _become("tegata_worker")

    for event in service.next_events(ctx, consumer="certificates"):
        service.confirm(ctx, consumer="certificates", event=event)
    service.watch_feed(ctx)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("tegata_authority", "DELETE FROM people_event"),
        ("tegata_authority", "UPDATE people_event SET kind = 'moved'"),
        ("tegata_authority", "DELETE FROM people_resident"),
        ("tegata_worker", "UPDATE people_resident SET name = '例示'"),
        ("tegata_status", "SELECT name FROM people_resident"),
        ("tegata_sandbox", "SELECT name FROM people_resident"),
    ],
)
def test_no_process_touches_what_it_need_not(role: str, statement: str) -> None:
    _become(role)

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
