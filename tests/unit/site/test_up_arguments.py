"""What cannot start a world is refused before anything starts."""

from pathlib import Path

import pytest

from tegata.site import up


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["--people", "-3"], "0 to 100000"),
        (["--people", "many"], "0 to 100000"),
        (["--status-port", "99999"], "1 to 65535"),
        (["--authority-port", "0"], "1 to 65535"),
        (["--status-port", "8000"], "both 8000"),
        (["--date", "yesterday"], "2023-05-11"),
    ],
)
def test_an_argument_out_of_range_is_misuse(
    words: list[str], advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        up.main(words)

    assert left.value.code == 2
    assert advice in capsys.readouterr().err


def test_a_world_that_has_begun_takes_no_other_date(tmp_path: Path) -> None:
    (tmp_path / "keys" / "press").mkdir(parents=True)
    (tmp_path / "keys" / "press" / "one.pem").touch()

    with pytest.raises(SystemExit, match=r"world\.exists"):
        up.main(["--home", str(tmp_path), "--date", "2023-05-11"])


def test_a_home_that_cannot_be_is_refused_with_advice() -> None:
    with pytest.raises(SystemExit, match=r"--home"):
        up.play(["--home", "/proc/nobody/world"])
