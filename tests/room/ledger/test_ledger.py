"""The ledger proves itself, and finds whatever was done to it."""

from collections.abc import Callable
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from tegata.kit.core.context import Context
from tegata.kit.data.keyfile import Ed25519Signer
from tegata.ledger import service
from tegata.ledger.problems import LedgerBroken

pytestmark = pytest.mark.django_db(transaction=True)

SIGNER = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def _sealed(ctx: Context, acts: int) -> None:
    with transaction.atomic():
        for number in range(acts):
            service.record(ctx, act=f"test.{number}", about="thing:1")
    assert service.seal(ctx, signer=SIGNER) == acts


def _sql(statement: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def test_a_whole_ledger_proves_itself(ctx: Context) -> None:
    _sealed(ctx, 3)
    _sealed(ctx, 2)
    with transaction.atomic():
        service.record(ctx, act="test.late", about="thing:1")

    verdict = service.verify(ctx, public_key=SIGNER.public_key)

    assert (verdict.linked, verdict.unsealed) == (5, 1)


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE ledger_entry SET why = 'nicer' WHERE act = 'test.1'",
        "UPDATE ledger_entry SET at = at + interval '1 second' WHERE act = 'test.0'",
        "DELETE FROM ledger_entry WHERE act = 'test.1'",
        "DELETE FROM ledger_link WHERE number = 2",
        "DELETE FROM ledger_link WHERE number = 3",
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET signature = sha256(signature) || sha256(signature)",
        "UPDATE ledger_link SET entry = -entry",
        "UPDATE ledger_entry SET id = id + 100 WHERE act = 'test.2'",
    ],
)
def test_every_tampering_is_found(ctx: Context, tamper: str) -> None:
    _sealed(ctx, 3)
    _sql(tamper)()

    with pytest.raises(LedgerBroken):
        service.verify(ctx, public_key=SIGNER.public_key)


def test_swapped_entries_are_found(ctx: Context) -> None:
    _sealed(ctx, 3)
    _sql("UPDATE ledger_entry SET act = 'x' || act WHERE act = 'test.1'")()
    _sql("UPDATE ledger_link l SET digest = e.digest FROM ledger_entry e WHERE e.act = 'test.2'")()

    with pytest.raises(LedgerBroken):
        service.verify(ctx, public_key=SIGNER.public_key)


def test_an_act_is_never_recorded_outside_its_transaction(ctx: Context) -> None:
    with pytest.raises(AssertionError, match="in the transaction"):
        service.record(ctx, act="test.alone", about="thing:1")


def test_sealing_while_the_ledger_is_examined_is_no_tampering(ctx: Context) -> None:
    def record_and_seal() -> None:
        for number in range(30):
            _sealed(ctx, 1 + number % 3)
        connection.close()

    sealing = Thread(target=record_and_seal)
    sealing.start()
    while sealing.is_alive():
        service.verify(ctx, public_key=SIGNER.public_key)
    sealing.join()

    assert service.verify(ctx, public_key=SIGNER.public_key).linked == 60
