"""Operators at the same moment, on real connections: exactly one outcome."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count, permutations
from pathlib import Path

import pytest
from attrs import evolve
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers.authority import hold_ceremony
from makers.races import at_once
from makers.states import good_certificate
from tegata.authority.ca import public as ca
from tegata.authority.ca.door import Press
from tegata.authority.status.rules import states
from tegata.authority.status.service import changes, lists
from tegata.authority.status.store import certificates
from tegata.authority.status.values import ALL, Cause, Certificate, Partition, State
from tegata.kit.core.context import Context
from tegata.kit.core.problem import Problem
from tegata.ledger.public import acts_about
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.profiles.kinds import Family
from tegata.pki.x509.names import CertificateName

pytestmark = pytest.mark.django_db(transaction=True)

_SERIALS = count(1000)
ONE, OTHER = Cause.SUBJECT_REQUEST, Cause.KEY_COMPROMISE


@pytest.fixture
def press(ctx: Context, tmp_path: Path) -> Press:
    return hold_ceremony(ctx, tmp_path)


def state_of(name: CertificateName) -> Certificate:
    with transaction.atomic():
        return certificates.read_certificate(name)


def history(name: CertificateName) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before, after FROM status_change WHERE issuer = %s AND serial = %s ORDER BY id",
            (name.issuer.octets, name.serial.octets),
        )
        return cursor.fetchall()


def test_two_operators_who_suspend_at_once_suspend_once(ctx: Context) -> None:
    name = good_certificate(ctx)

    outcomes = at_once(*[partial(changes.hold, ctx, name=name)] * 2)

    assert outcomes == ["done", "done"]
    assert history(name)[2:] == [("good", "hold")]
    assert acts_about(f"certificate:{name}").count("status.hold") == 1


def test_of_two_revocations_one_is_the_first(ctx: Context) -> None:
    name = good_certificate(ctx)

    outcomes = at_once(
        partial(changes.revoke, ctx, name=name, cause=ONE),
        partial(changes.revoke, ctx, name=name, cause=OTHER),
    )

    assert sorted(outcomes) == ["done", "status.already-revoked"]
    winner = (ONE, OTHER)[outcomes.index("done")]
    stop = state_of(name).revocation
    assert stop is not None
    assert stop.cause is winner
    assert history(name)[2:] == [("good", "revoked")]


def test_a_revocation_wins_over_a_resumption_whoever_comes_first(ctx: Context) -> None:
    name = good_certificate(ctx)
    changes.hold(ctx, name=name)

    resumed, revoked = at_once(
        partial(changes.resume, ctx, name=name), partial(changes.revoke, ctx, name=name, cause=ONE)
    )

    assert revoked == "done"
    assert resumed in ("done", "status.not-on-hold")
    assert state_of(name).state is State.REVOKED


# --- any acts at once are as if one came after the other ------------------------------------------

Decide = Callable[[Certificate, Context], Certificate]
DECISIONS: dict[str, Decide] = {
    "hold": lambda before, ctx: states.decide_hold(before, ctx.now),
    "resume": lambda before, ctx: states.decide_resumption(before, ctx.now),
    "revoke": lambda before, ctx: states.decide_revocation(before, ONE, ctx.now),
    "revoke otherwise": lambda before, ctx: states.decide_revocation(before, OTHER, ctx.now),
}
ACTS: dict[str, Callable[..., Certificate]] = {
    "hold": changes.hold,
    "resume": changes.resume,
    "revoke": partial(changes.revoke, cause=ONE),
    "revoke otherwise": partial(changes.revoke, cause=OTHER),
}
Ending = tuple[tuple[tuple[int, str], ...], Certificate]


def _endings(ctx: Context, before: Certificate, acts: list[str]) -> list[Ending]:
    """What the pure rules make of the acts, in every order."""
    return [_ending(ctx, before, acts, order) for order in permutations(range(len(acts)))]


def _ending(ctx: Context, before: Certificate, acts: list[str], order: tuple[int, ...]) -> Ending:
    outcomes, certificate = {}, before
    for turn in order:
        outcomes[turn] = "done"
        try:
            certificate = DECISIONS[acts[turn]](certificate, ctx)
        except Problem as refusal:
            outcomes[turn] = refusal.code
    return tuple(sorted(outcomes.items())), certificate


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=4), held=st.booleans())
def test_acts_at_once_end_as_if_one_came_after_the_other(
    ctx: Context, acts: list[str], *, held: bool
) -> None:
    name = good_certificate(ctx, serial=next(_SERIALS))
    if held:
        changes.hold(ctx, name=name)
    before, told = state_of(name), len(history(name))

    outcomes = at_once(*(partial(ACTS[act], ctx, name=name) for act in acts))

    after = state_of(name)
    assert (tuple(enumerate(outcomes)), after) in _endings(ctx, before, acts)
    steps = history(name)[told:]
    walked = [before.state, *(State(to) for _from, to in steps)]
    assert [from_ for from_, _to in steps] == walked[:-1]  # a chain without a gap
    assert walked[-1] is after.state


# --- lists ---------------------------------------------------------------------------------------


def whole(press: Press) -> Partition:
    assert press.keys.folder.exists()
    newest = [each.key_id for each in ca.generations() if each.family is Family.AUTH]
    return Partition(newest[-1], ALL)


def publish(ctx: Context, press: Press, partition: Partition) -> CertificateList:
    drafted = lists.draft_list(ctx, partition=partition)
    list(press.sign_waiting())
    lists.publish_list(ctx, order=drafted.order)
    return CertificateList.parse(lists.read_list(ctx, partition=partition).octets)


def later(ctx: Context, seconds: float) -> Context:
    return evolve(ctx, now=ctx.now + timedelta(seconds=seconds))


def test_lists_drafted_at_once_have_numbers_of_their_own(ctx: Context, press: Press) -> None:
    partition = whole(press)

    outcomes = at_once(*[partial(lists.draft_list, ctx, partition=partition)] * 3)

    assert outcomes == ["done"] * 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM status_list ORDER BY number")
        assert [number for (number,) in cursor.fetchall()] == [1, 2, 3]


def test_a_list_published_twice_at_once_is_published_once(ctx: Context, press: Press) -> None:
    partition = whole(press)
    drafted = lists.draft_list(ctx, partition=partition)
    list(press.sign_waiting())

    outcomes = at_once(*[partial(lists.publish_list, ctx, order=drafted.order)] * 3)

    assert outcomes == ["done"] * 3
    about = f"list:{partition}:{drafted.number}"
    assert acts_about(about) == ["status.list.draft", "status.list.publish"]


def test_two_lists_published_at_once_never_go_back(ctx: Context, press: Press) -> None:
    partition = whole(press)
    older = lists.draft_list(ctx, partition=partition)
    newer = lists.draft_list(later(ctx, 1), partition=partition)
    list(press.sign_waiting())

    at_once(
        *(partial(lists.publish_list, later(ctx, 2), order=each.order) for each in (newer, older))
    )

    assert lists.read_list(ctx, partition=partition).number == newer.number
    acts = Counter(acts_about(f"list:{partition}:{older.number}"))
    assert acts["status.list.publish"] + acts["status.list.withhold"] == 1


def test_a_list_drafted_amid_revocations_is_whole_and_the_next_has_them_all(
    ctx: Context, press: Press
) -> None:
    partition = whole(press)
    names = [
        good_certificate(ctx, serial=serial, issuer=partition.issuer) for serial in range(500, 506)
    ]
    acts = [partial(changes.revoke, ctx, name=name, cause=ONE) for name in names]
    drafts = [partial(lists.draft_list, ctx, partition=partition)] * 2

    assert at_once(*acts[:3], *drafts, *acts[3:]) == ["done"] * 8
    found = publish(later(ctx, 5), press, partition)

    assert {each.serial for each in found.entries} == {name.serial for name in names}


def test_a_resumption_that_commits_after_a_later_list_stops_no_list(
    ctx: Context, press: Press
) -> None:
    partition = whole(press)
    name = good_certificate(ctx, issuer=partition.issuer)
    changes.hold(ctx, name=name)
    asked = later(ctx, 10)
    publish(later(ctx, 15), press, partition)  # made while the resumption waits for its turn

    changes.resume(asked, name=name)

    assert list(publish(later(ctx, 20), press, partition).entries) == []


def test_settled_lists_are_left_alone_and_signed_ones_are_asked_for_again(
    ctx: Context, press: Press
) -> None:
    partition = whole(press)
    publish(ctx, press, partition)
    signed = lists.draft_list(later(ctx, 1), partition=partition)
    list(press.sign_waiting())
    unsigned = lists.draft_list(later(ctx, 2), partition=partition)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

        assert lists.settle_lists(ctx) == 1

        cursor.execute("SELECT task_name, args ->> 'about' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("status.publish_list", str(signed.order))]
    with suppress(ca.NotSigned):
        lists.publish_list(ctx, order=unsigned.order)
        pytest.fail("an unsigned list cannot be published")
