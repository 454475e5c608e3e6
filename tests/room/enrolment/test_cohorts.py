"""Many certificates are put on hold at once: counted first, in batches, and resumable."""

import io
from datetime import timedelta

import pytest
from attrs import evolve
from django.core.management import CommandError, call_command

from makers.states import good_certificate, named
from tegata.authority.enrolment.problems import ForbiddenProxy
from tegata.authority.enrolment.service import cohorts
from tegata.authority.status import public as status
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.ledger.public import acts_about
from tegata.pki.profiles.kinds import CertificateKind

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
KIND = CertificateKind.PHONE_AUTH


def cohort(ctx: Context, municipality: str | None = None) -> status.Cohort:
    return status.Cohort(named(1).issuer, KIND, ctx.now - HOUR, ctx.now + HOUR, municipality)


def made(ctx: Context, serials: range, municipality: str = "13101") -> None:
    for serial in serials:
        good_certificate(ctx, serial=serial, kind=KIND, municipality=municipality)


def states(serials: range) -> list[str]:
    return [status.read_certificate(named(serial)).state for serial in serials]


def test_a_count_touches_nothing(ctx: Context) -> None:
    made(ctx, range(1, 6))

    assert cohorts.count(ctx, cohort=cohort(ctx)) == 5
    assert states(range(1, 6)) == ["good"] * 5


def test_a_hold_that_was_interrupted_goes_on(ctx: Context) -> None:
    made(ctx, range(1, 6))

    batches = []
    while some := cohorts.hold_some(ctx, cohort=cohort(ctx), why="faulty-library", limit=2):
        batches.append(some)

    assert batches == [2, 2, 1]
    assert states(range(1, 6)) == ["hold"] * 5
    about = f"issuer:{named(1).issuer}"
    assert acts_about(about) == ["enrolment.hold-cohort"] * 3


def test_only_the_cohort_is_touched(ctx: Context) -> None:
    made(ctx, range(1, 3))
    made(ctx, range(3, 5), municipality="14104")
    made(evolve(ctx, now=ctx.now - 2 * HOUR), range(5, 7))
    good_certificate(ctx, serial=7, kind=CertificateKind.CARD_AUTH)

    held = cohorts.hold_some(ctx, cohort=cohort(ctx, "14104"), why="")

    assert held == 2
    assert states(range(1, 8)) == ["good", "good", "hold", "hold", "good", "good", "good"]


def test_only_an_administrator_holds_many(ctx: Context) -> None:
    operator = evolve(ctx, actor=Actor(Role.OPERATOR, "operator-1", Channel.PHONE_CALL))

    with pytest.raises(ForbiddenProxy):
        cohorts.count(operator, cohort=cohort(ctx))
    with pytest.raises(ForbiddenProxy):
        cohorts.hold_some(operator, cohort=cohort(ctx), why="")


def test_the_command_counts_until_it_is_told_to_act(ctx: Context) -> None:
    made(ctx, range(1, 4))
    words = [str(named(1).issuer), "phone-auth", "--from", "2023-09-01", "--to", "2023-09-02"]

    assert said(*words) == "3 certificates would be put on hold"
    assert said(*words, "--do") == "3 certificates are on hold"
    assert said(*words, "--do") == "0 certificates are on hold"


def test_the_command_refuses_an_issuer_that_it_cannot_read() -> None:
    with pytest.raises(CommandError, match="not a key identifier"):
        said("xyz", "phone-auth", "--from", "2023-09-01", "--to", "2023-09-02")


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("enrolment_hold", *words, stdout=out)
    return out.getvalue().strip()


def test_the_command_takes_a_code_and_no_words_for_the_ledger(ctx: Context) -> None:
    words = [str(cohort(ctx).issuer), "card-sign", "--from", "2023-09-01", "--to", "2023-09-02"]

    assert said(*words, "--why", "INC-17").startswith("0 ")
    with pytest.raises(CommandError, match="--why"):
        said(*words, "--why", "ask her husband")
