"""Processes are waited for, lie longer with each fall, and are given up with their last words."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from tegata.site.environment import Surroundings
from tegata.site.processes import Falls, Process, World

BROKEN = Process("status", ("verify", "--nonsense"), "never said")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(Surroundings(tmp_path, ""))
    yield made
    made.stop()


def fallen(times: int) -> Falls:
    falls = Falls()
    for _ in range(times):
        falls = falls.again(stood=1)
    return falls


def test_each_fall_in_a_row_pauses_longer_until_there_is_no_other() -> None:
    pauses = [fallen(times).pause for times in range(1, 7)]

    assert pauses == sorted(pauses, key=lambda pause: pause or 0)
    assert pauses[0] == 0
    assert fallen(7).pause is None


def test_who_stood_for_a_minute_falls_for_the_first_time() -> None:
    assert fallen(6).again(stood=60) == Falls(1)


def test_a_process_that_ends_before_it_is_ready_is_shown_with_its_last_words(world: World) -> None:
    world.start(BROKEN)

    with pytest.raises(SystemExit, match=r"(?s)--anchor.*status did not start"):
        world.await_ready(BROKEN)


def test_the_words_of_an_earlier_start_make_nothing_ready(world: World) -> None:
    log = world.surroundings.home / "log" / "status.log"
    log.parent.mkdir()
    log.write_text("never said")
    world.start(BROKEN)

    with pytest.raises(SystemExit, match="did not start"):
        world.await_ready(BROKEN)


def test_a_process_that_falls_again_and_again_is_given_up_with_its_last_words(
    world: World,
) -> None:
    world.start(BROKEN, fallen(6))
    world.running[BROKEN].popen.wait(30)

    with pytest.raises(SystemExit, match=r"(?s)--anchor.*again and again"):
        world.restart_the_fallen()


def test_a_fallen_process_is_started_again_after_its_pause(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.start(BROKEN, fallen(1))
    first = world.running[BROKEN].popen
    first.wait(30)

    world.restart_the_fallen()
    world.restart_the_fallen()
    assert world.running[BROKEN].popen is first
    assert "again in 1 s" in capsys.readouterr().out

    world.running[BROKEN] = evolve(world.running[BROKEN], again_at=time.monotonic())
    world.restart_the_fallen()
    assert world.running[BROKEN].popen is not first


def test_who_asked_to_end_waits_for_no_command(world: World) -> None:
    world.ending.asked = True

    with pytest.raises(SystemExit, match="stopping"):
        world.run("worker")
