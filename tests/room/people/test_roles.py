"""What the database itself lets each process do with residents."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection

from fakes.residents import record, yokohama
from tegata.authority.people import service
from tegata.kit.core.context import Context
from tegata.site.roles import GRANTS, statements

pytestmark = pytest.mark.django_db

TODAY = date(2023, 9, 1)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements(connection.introspection.table_names()):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {role}")


def test_the_authority_reads_residents_and_writes_nothing_of_the_room(ctx: Context) -> None:
    person = service.register(ctx, record=record(), on=TODAY).person
    _become("tegata_authority")

    assert service.look_up(ctx, person=person).record == record()
    with pytest.raises(ProgrammingError, match="permission denied"):
        service.move(ctx, person=person, address=yokohama("９０２番地"), on=TODAY)


def test_the_worker_reads_the_feed_and_raises_the_alarm(ctx: Context) -> None:
    service.register(ctx, record=record(), on=TODAY)
    _become("tegata_worker")

    for event in service.next_events(ctx, consumer="certificates"):
        service.confirm(ctx, consumer="certificates", event=event)
    service.watch_feed(ctx)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("tegata_authority", "DELETE FROM people_resident"),
        ("tegata_authority", "SELECT 1 FROM people_event"),
        ("tegata_authority", "SELECT 1 FROM people_feed"),
        ("tegata_authority", "SELECT 1 FROM people_consumer"),
        ("tegata_press", "SELECT name FROM people_resident"),
        ("tegata_press", "SELECT document FROM enrolment_application"),
        ("tegata_press", "INSERT INTO ca_order (kind) VALUES ('list')"),
        ("tegata_worker", "SELECT name FROM people_resident"),
        ("tegata_worker", "DELETE FROM people_event"),
        ("tegata_worker", "UPDATE people_event SET kind = 'moved'"),
        ("tegata_worker", "SELECT 1 FROM enrolment_contact"),
        ("tegata_worker", "SELECT 1 FROM enrolment_identification"),
        ("tegata_worker", "SELECT 1 FROM enrolment_challenge"),
        ("tegata_status", "SELECT name FROM people_resident"),
        ("tegata_status", "SELECT tbs FROM ca_order"),
        ("tegata_status", "SELECT document FROM enrolment_application"),
        ("tegata_status", "SELECT 1 FROM status_change"),
        ("tegata_sandbox", "SELECT name FROM people_resident"),
    ],
)
def test_no_process_touches_what_it_need_not(role: str, statement: str) -> None:
    _become(role)

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_role_can_sign_in_where_the_owner_needs_a_password() -> None:
    roles = list(GRANTS)
    with connection.cursor() as cursor:
        for statement in statements(connection.introspection.table_names(), "a password"):
            cursor.execute(statement)
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = ANY(%s)", (roles,))
        kept = [password for (password,) in cursor.fetchall()]

    assert len({password for password in kept if password}) == len(roles)
