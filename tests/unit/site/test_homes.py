"""The folder of a world is closed to others, held by one, and forgotten without what is not its."""

from pathlib import Path

import pytest

from tegata.sandbox.world.problems import HomeInUse, HomeUnusable, NoWorld
from tegata.site.environment import sandbox_mark
from tegata.site.homes import forget, held


def test_a_home_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path / "world"), pytest.raises(HomeInUse), held(tmp_path / "world"):
        pass

    with held(tmp_path / "world"):
        pass


def test_nobody_else_lists_a_new_home(tmp_path: Path) -> None:
    with held(tmp_path / "world"):
        assert (tmp_path / "world").stat().st_mode & 0o066 == 0


def test_a_home_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(HomeUnusable), held(Path("/proc/nobody/world")):
        pass


def test_forgetting_leaves_what_no_world_put_there(tmp_path: Path) -> None:
    (tmp_path / "keys" / "press").mkdir(parents=True)
    (tmp_path / "tokens").write_text("secret")
    sandbox_mark(tmp_path).touch()
    (tmp_path / "letter").write_text("mine")

    forget(tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["letter"]


def test_a_folder_without_a_world_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()

    with pytest.raises(NoWorld):
        forget(tmp_path)

    assert (tmp_path / "log").exists()


def test_a_running_world_is_not_forgotten(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()

    with held(tmp_path), pytest.raises(HomeInUse):
        forget(tmp_path)
