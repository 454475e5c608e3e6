"""Each process does its part in its own role, and what one tells becomes another's job."""

from datetime import date, timedelta
from math import isqrt

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
    rsa_crt_dmp1,
    rsa_crt_dmq1,
    rsa_crt_iqmp,
)
from django.db import connection, transaction

from fakes.keys import next_key
from fakes.residents import kiyose
from makers.cards import PINS
from makers.enrolments import World, blank_phone
from tegata.authority.ca import public as ca
from tegata.authority.enrolment import jobs, store
from tegata.authority.enrolment.service import collecting, delivery, duties, feed
from tegata.authority.enrolment.values import ApplicationState
from tegata.authority.people import service as people
from tegata.site.roles import statements

pytestmark = pytest.mark.django_db


def become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for statement in statements(connection.introspection.table_names()):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {role}")


def waiting() -> list[tuple[str, str]]:
    """The jobs of this room that were asked for, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args->>'about' FROM procrastinate_jobs"
            " WHERE task_name LIKE 'enrolment.%%' AND status = 'todo' ORDER BY id"
        )
        return [(name, about) for name, about in cursor.fetchall()]


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'cancelled' WHERE status = 'todo'")


def close_primes() -> RSAPrivateKey:
    """A key whose two primes are neighbours: anybody can factor it (Fermat)."""
    prime = next_key().private_numbers().p
    other = prime + 2
    while any(pow(base, other - 1, other) != 1 for base in (2, 3, 5)):
        other += 2
    modulus = prime * other
    assert isqrt(modulus) - prime < 1 << 20
    private = pow(65537, -1, (prime - 1) * (other - 1))
    return RSAPrivateNumbers(
        prime, other, private, rsa_crt_dmp1(private, prime), rsa_crt_dmq1(private, other),
        rsa_crt_iqmp(prime, other), RSAPublicNumbers(65537, modulus),
    ).private_key()  # fmt: skip


def test_what_the_press_signs_is_asked_to_be_collected(world: World) -> None:
    application = world.apply(blank_phone())
    before = len(waiting())

    list(world.press.sign_waiting())

    asked = [("enrolment.collect", str(name)) for name in application.certificates]
    assert waiting()[before:] == asked


def test_a_weak_key_is_never_certified(world: World) -> None:
    phone = blank_phone()
    begun = world.begin(phone)
    phone.set_pins(PINS)
    phone.generate_keys()
    phone._keys._held["sign"] = close_primes()
    application = world.submit(begun, world.evidence(phone, begun))

    list(world.press.sign_waiting())

    assert ("enrolment.refuse", str(application.certificates[0])) in waiting()
    jobs.refuse(about=str(application.certificates[0]))
    assert store.read_application(application.id).state is ApplicationState.REFUSED


def test_lists_that_are_refused_are_no_application(world: World) -> None:
    assert world.holder

    with transaction.atomic():
        ca.order_list(world.ctx, issuer=ca.generations()[0].key_id, tbs=b"no list")
    list(world.press.sign_waiting())

    assert "enrolment.refuse" not in [name for name, _about in waiting()]


def test_what_a_failed_job_did_not_take_in_is_asked_for_again(world: World) -> None:
    application = world.apply(blank_phone())
    list(world.press.sign_waiting())
    forget_jobs()  # they failed, and nobody tries a failed job again

    jobs.settle()

    assert waiting() == [("enrolment.collect", str(name)) for name in application.certificates]
    world.collect(application)
    forget_jobs()
    jobs.settle()
    assert waiting() == []


def test_a_refusal_that_a_failed_job_did_not_take_in_is_asked_for_again(world: World) -> None:
    application = world.apply(blank_phone())
    refused = application.certificates[1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ca_order SET findings = 'weak' WHERE serial = %s", (refused.serial.octets,)
        )

    jobs.settle()

    assert waiting()[-1] == ("enrolment.refuse", str(refused))


def test_what_the_press_has_not_finished_is_left_to_it(world: World) -> None:
    world.apply(blank_phone())

    assert collecting.settle(world.ctx) == []


def test_the_authority_does_every_act_of_the_room_in_its_role(world: World) -> None:
    phone = blank_phone()
    become("tegata_authority")

    application = world.apply(phone)
    become("tegata_press")
    list(world.press.sign_waiting())
    become("tegata_worker")
    world.collect(application)
    become("tegata_authority")
    world.write(phone, application)
    sign = application.certificates[0]
    world.revoke(sign, world.proof(sign, sign, phone))


def test_the_worker_expires_reminds_and_follows_in_its_role(world: World) -> None:
    world.apply(blank_phone())
    people.move(world.ctx, person=world.person, address=kiyose("１番地"), on=date(2023, 9, 1))
    world.later(timedelta(days=31))
    become("tegata_worker")

    assert delivery.expire_next(world.ctx) is not None
    assert duties.remind_next(world.ctx) is None
    assert collecting.settle(world.ctx) == []
    while feed.follow_next(world.ctx) is not None:
        pass
