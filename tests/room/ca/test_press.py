"""What is ordered is durable first, linted, signed once, and never without its row."""

from pathlib import Path

import pytest
from attrs import evolve
from django.db import IntegrityError, connection, transaction

from makers.authority import hold_ceremony, reserved
from tegata.authority.ca import public as ca
from tegata.authority.ca import store
from tegata.authority.ca.door import Press
from tegata.authority.ca.problems import GenerationExists, NoGeneration, NotSigned
from tegata.authority.ca.service import press as service
from tegata.authority.ca.values import Checked
from tegata.kit.core.context import Context
from tegata.ledger.public import acts_about
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import CertificateName, KeyId, Serial

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(ctx: Context, tmp_path: Path) -> Press:
    return hold_ceremony(ctx, tmp_path)


def test_a_ceremony_makes_generations_that_share_one_name(press: Press) -> None:
    sign = [each for each in ca.generations() if each.family is Family.SIGN]

    assert press.keys.folder.exists()
    assert len({each.certificate.subject for each in sign}) == 1
    assert len({each.key_id for each in sign}) == 3


@pytest.mark.usefixtures("press")
def test_a_ceremony_never_makes_a_generation_twice(ctx: Context, tmp_path: Path) -> None:
    with pytest.raises(GenerationExists):
        hold_ceremony(ctx, tmp_path / "again")


def test_the_press_signs_what_was_ordered(ctx: Context, press: Press) -> None:
    name = reserved(ctx)
    with pytest.raises(NotSigned):
        ca.certificate(name)

    signed = list(press.sign_waiting())

    certificate = Certificate.parse(ca.certificate(name))
    certificate.check_signed_by(ca.generation(name.issuer).certificate.key)
    assert len(signed) == 1
    assert certificate.name == name


def test_serials_of_a_family_grow_across_generations(ctx: Context, press: Press) -> None:
    first, second = reserved(ctx, number=1), reserved(ctx, number=2)

    assert first.serial.number == 0x067C6A22
    assert second.serial.number == first.serial.number + 1
    assert len(list(press.sign_waiting())) == 2


def test_a_draft_with_findings_is_never_signed(ctx: Context, press: Press) -> None:
    name = reserved(ctx)
    with connection.cursor() as cursor:  # a profile gone wrong: an unknown string type for C
        cursor.execute(
            "UPDATE ca_order SET tbs = overlay(tbs placing %s from position(%s in tbs) for 4)",
            (b"\x0c\x02JP", b"\x13\x02JP"),
        )

    orders = list(press.sign_waiting())

    assert acts_about(f"order:{orders[0]}") == ["ca.refuse"]
    assert list(press.sign_waiting()) == []
    with pytest.raises(NotSigned):
        ca.certificate(name)


def test_the_database_takes_no_order_for_a_ca(ctx: Context, press: Press) -> None:
    issuer = ca.generations()[0].key_id

    assert press.keys.folder.exists()
    with pytest.raises(IntegrityError, match="ca_order_kind"):
        store.add_certificate_order(
            CertificateName(issuer, Serial(7)), CertificateKind.SIGN_CA, b"", ctx.now
        )


def test_an_order_for_a_stranger_s_key_is_refused_and_holds_nothing_up(
    ctx: Context, press: Press
) -> None:
    reserved(ctx)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ca_order SET issuer = %s", (bytes(20),))
    behind = reserved(ctx)

    orders = list(press.sign_waiting())

    assert [acts_about(f"order:{each}") for each in orders] == [["ca.refuse"], ["ca.sign"]]
    assert ca.certificate(behind)


def test_the_press_signs_no_serial_but_the_one_given_away(ctx: Context, press: Press) -> None:
    name = reserved(ctx)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ca_order SET serial = '\\x07'")

    assert len(list(press.sign_waiting())) == 1
    with pytest.raises(NotSigned):
        ca.certificate(CertificateName(name.issuer, Serial(7)))


def test_a_token_is_good_for_one_signature_by_its_own_press(ctx: Context, press: Press) -> None:
    reserved(ctx)
    with transaction.atomic():
        draft = store.lock_waiting()
    assert draft is not None
    checked = service.check(draft, ca.generation(draft.issuer), press)

    with pytest.raises(AssertionError, match="signed once"):
        Press(press.keys, {}).sign(checked)
    press.sign(checked)
    with pytest.raises(AssertionError, match="signed once"):
        press.sign(checked)


def test_a_press_that_signs_something_else_is_found_out(ctx: Context, press: Press) -> None:
    reserved(ctx)

    def forge(checked: Checked) -> bytes:
        draft = checked.spend(press)
        other = evolve(draft, tbs=draft.tbs[:-1] + b"\x00")
        return press.keys.open(str(draft.issuer)).sign(other.tbs)

    with pytest.raises(Exception, match="does not verify"):
        service.sign_next(ctx, press=press, sign=forge)


def test_nothing_is_reserved_where_no_key_is_valid(ctx: Context) -> None:
    with pytest.raises(NoGeneration):
        reserved(ctx)


def test_a_reservation_that_is_taken_back_leaves_nothing(ctx: Context, press: Press) -> None:
    with transaction.atomic():
        reserved(ctx)
        transaction.set_rollback(True)

    assert list(press.sign_waiting()) == []


def test_a_key_of_another_authority_is_not_known() -> None:
    with pytest.raises(ca.IssuerUnknown):
        ca.generation(KeyId(bytes(20)))
