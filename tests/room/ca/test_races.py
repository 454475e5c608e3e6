"""Serials and signatures at the same moment, on real connections: each exactly once."""

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from attrs import evolve
from django.db import connection, transaction

from fakes.chance import CountingEntropy
from makers.authority import hold_ceremony, reserved
from makers.races import at_once
from tegata.authority.ca import public as ca
from tegata.authority.ca.door import Press
from tegata.authority.ca.service import press as service
from tegata.authority.ca.values import Checked
from tegata.kit.core.context import Context
from tegata.ledger.public import acts_about
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

pytestmark = pytest.mark.django_db(transaction=True)

SIGN, AUTH = CertificateKind.PHONE_SIGN, CertificateKind.PHONE_AUTH


@pytest.fixture
def press(ctx: Context, tmp_path: Path) -> Press:
    return hold_ceremony(ctx, tmp_path)


def orders() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ca_order ORDER BY id")
        return [number for (number,) in cursor.fetchall()]


@pytest.mark.usefixtures("press")
def test_serials_reserved_at_once_are_all_different_and_without_gap(ctx: Context) -> None:
    given: list[CertificateName] = []

    def reserve(number: int) -> None:
        mine = evolve(ctx, entropy=CountingEntropy(number * 1000))
        given.append(reserved(mine, SIGN if number % 2 else AUTH, number))

    outcomes = at_once(*(partial(reserve, number) for number in range(1, 9)))

    assert outcomes == ["done"] * 8
    for issuer in {name.issuer for name in given}:
        serials = sorted(name.serial.number for name in given if name.issuer == issuer)
        assert serials == list(range(serials[0], serials[0] + 4))


@pytest.mark.usefixtures("press")
def test_a_reservation_taken_back_beside_another_gives_no_serial_twice(ctx: Context) -> None:
    kept: list[CertificateName] = []

    def reserve(number: int) -> None:
        mine = evolve(ctx, entropy=CountingEntropy(number * 1000))
        with transaction.atomic():
            name = reserved(mine, SIGN, number)
            if number % 2:
                transaction.set_rollback(True)
        if not number % 2:
            kept.append(name)

    at_once(*(partial(reserve, number) for number in range(1, 9)))

    assert len({name.serial for name in kept}) == len(kept) == len(orders()) == 4


def test_an_order_that_one_press_holds_is_passed_over_by_the_other(
    ctx: Context, press: Press
) -> None:
    name, other = reserved(ctx, SIGN, 1), Press(press.keys, {})
    holding, passed = Event(), Event()

    def sign_slowly(checked: Checked) -> bytes:
        holding.set()
        assert passed.wait(10)
        return press.sign(checked)

    def pass_over() -> None:
        assert holding.wait(10)
        assert service.sign_next(ctx, press=other, sign=other.sign) is None
        passed.set()

    outcomes = at_once(
        lambda: service.sign_next(ctx, press=press, sign=sign_slowly),
        pass_over,
    )

    assert outcomes == ["done", "done"]
    assert acts_about(f"order:{orders()[0]}").count("ca.sign") == 1
    assert ca.certificate(name)


def test_two_presses_at_once_sign_everything_once(ctx: Context, press: Press) -> None:
    for number in range(1, 7):
        reserved(ctx, SIGN, number)
    presses = [press, Press(press.keys, {})]

    at_once(*(lambda each=each: list(each.sign_waiting()) for each in presses))

    assert [acts_about(f"order:{order}").count("ca.sign") for order in orders()] == [1] * 6
