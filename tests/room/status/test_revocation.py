"""Certificates are held, resumed and revoked on real PostgreSQL."""

from datetime import UTC, datetime

import pytest

from makers.states import good_certificate, named
from marks import row
from tegata.authority.status.problems import AlreadyRevoked, CertificateUnknown
from tegata.authority.status.service import changes
from tegata.authority.status.store import certificates
from tegata.authority.status.values import Cause, State
from tegata.kit.core.context import Context
from tegata.ledger.public import acts_about
from tegata.pki.x509.reasons import Reason

pytestmark = pytest.mark.django_db


def test_a_refused_revocation_leaves_no_trace(ctx: Context) -> None:
    name = good_certificate(ctx)
    changes.revoke(ctx, name=name, cause=Cause.SUBJECT_REQUEST)

    with pytest.raises(AlreadyRevoked):
        changes.revoke(ctx, name=name, cause=Cause.SUBJECT_REQUEST)

    assert acts_about(f"certificate:{name}")[-1:] == ["status.revoke.subject-request"]
    assert acts_about(f"certificate:{name}").count("status.revoke.subject-request") == 1


@row("REV-010")
def test_a_revoked_certificate_never_returns(ctx: Context) -> None:
    name = good_certificate(ctx)
    changes.revoke(ctx, name=name, cause=Cause.SUBJECT_REQUEST)

    with pytest.raises(Exception, match="not on hold"):
        changes.resume(ctx, name=name)
    with pytest.raises(AlreadyRevoked):
        changes.hold(ctx, name=name)

    assert certificates.read_certificate(name).state is State.REVOKED


def test_a_final_reason_keeps_the_date_of_the_hold(ctx: Context) -> None:
    name = good_certificate(ctx)
    changes.hold(ctx, name=name)
    held = certificates.read_certificate(name).revocation
    assert held is not None
    assert held.reason is Reason.HOLD

    done = changes.revoke(ctx, name=name, cause=Cause.KEY_COMPROMISE)

    assert done.revocation is not None
    assert done.revocation.since == held.since
    assert certificates.read_certificate(name) == done


def test_two_reports_of_one_loss_are_one_hold(ctx: Context) -> None:
    name = good_certificate(ctx)
    changes.hold(ctx, name=name)
    changes.hold(ctx, name=name)

    assert acts_about(f"certificate:{name}").count("status.hold") == 1


def test_nothing_is_known_of_a_certificate_of_another_issuer(ctx: Context) -> None:
    name = good_certificate(ctx)

    with pytest.raises(CertificateUnknown):
        certificates.read_certificate(named(int(str(name.serial), 16), issuer=0xEE))


def test_a_state_survives_the_round_trip(ctx: Context) -> None:
    name = good_certificate(ctx, expires=datetime(2028, 5, 11, 14, 59, 59, tzinfo=UTC))

    assert certificates.read_certificate(name).expires == datetime(
        2028, 5, 11, 14, 59, 59, tzinfo=UTC
    )
