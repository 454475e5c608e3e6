"""Kill -9 at any moment: no serial twice, nothing signed unrecorded, no revocation lost."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from faults.crash.gaps import Gap
from faults.crash.harness import World, copied, kill_around, plan, prepare_world
from faults.crash.invariants import read_evidence, summary, violations

SEED = 20230511
pytestmark = pytest.mark.xdist_group("crash")


@pytest.fixture(scope="module")
def prepared() -> Iterator[World]:
    server = os.environ["TEGATA_DATABASE_URL"]
    database = f"tegata_crash_{os.getpid()}"
    with TemporaryDirectory(prefix="tegata-crash-") as folder:
        yield prepare_world(Path(folder) / "world", server, database)
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def world(prepared: World, request: pytest.FixtureRequest) -> Iterator[World]:
    home = prepared.home.with_name(request.node.name.removeprefix("test_")[:30])
    with copied(prepared, home) as world:
        yield world


def test_whatever_dies_whenever_nothing_is_lost_or_made_twice(
    world: World, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills")
    each = kills // 40
    outcome = kill_around(world, plan(kills, each, random.Random(SEED)), seed=SEED)
    evidence = read_evidence(world.home)
    print(f"\n{outcome.histogram()}\n{summary(world, evidence)}\n{world.run('ledger', 'verify')}")

    assert violations(world, evidence) == []
    assert outcome.fallen == []
    assert outcome.kills["press"] + outcome.kills["service"] >= kills
    assert [str(gap) for gap in Gap if gap and outcome.deaths[gap] < each] == []


def test_a_press_that_signs_before_the_order_is_committed_is_caught(world: World) -> None:
    plans = {"service": [Gap.SERVICE_RESERVED_SIGNED] * 3, "press": [], "worker": []}
    kill_around(world, plans, seed=SEED, service="service-that-signs-early")
    found = violations(world, read_evidence(world.home))

    # Whether a serial is given away again, too, depends on which of the three commits came late.
    assert "things were signed that no order records" in " ".join(found)


def test_a_service_that_acknowledges_before_the_commit_is_caught(world: World) -> None:
    plans = {"service": [Gap.SERVICE_REVOKED_ACKNOWLEDGED] * 2, "press": [], "worker": []}
    kill_around(world, plans, seed=SEED, service="service-that-boasts")
    found = violations(world, read_evidence(world.home))

    assert "acknowledged revocations are lost" in " ".join(found)
