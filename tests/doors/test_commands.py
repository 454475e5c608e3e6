"""What people type: which commands there are, and how one ends."""

from collections.abc import Callable

import pytest
from attrs import frozen
from pytest_django import Settings

from makers.states import good_certificate, named
from tegata.kit.core.context import Context
from tegata.kit.i18n.say import Language
from tegata.ledger.models import Entry
from tegata.site.__main__ import main


@frozen
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Typing = Callable[..., Ended]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typing:
    """Type a command, as somebody who speaks English."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*words: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["tegata", *words])
        try:
            code = main()
        except SystemExit as left:  # argparse leaves so
            code = int(left.code or 0)
        return Ended(code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_alone_it_lists_every_command_of_the_house(words: tuple[str, ...], typed: Typing) -> None:
    ended = typed(*words)

    assert ended.code == 0
    assert all(each in ended.out for each in ("tegata COMMAND", "people die", "up ", "verify "))
    assert "dumpdata" not in ended.out


@pytest.mark.parametrize("words", [("people",), ("people", "--help"), ("help", "people")])
def test_a_room_alone_lists_its_verbs(words: tuple[str, ...], typed: Typing) -> None:
    ended = typed(*words)

    assert ended.code == 0
    listed = [line.split()[:2] for line in ended.out.splitlines()[2:]]
    assert ["people", "show"] in listed
    assert {first for first, _ in listed} == {"people"}


@pytest.mark.parametrize(
    "word",
    ["dumpdata", "flush", "shell", "dbshell", "runserver", "test", "migrate", "sqlflush",
     "procrastinate", "people_show", "diffsettings", "loaddata", "nonsense", "people nonsense"],
)  # fmt: skip
def test_what_a_framework_brings_along_is_no_command_of_ours(word: str, typed: Typing) -> None:
    ended = typed(*word.split(), "--help")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"There is no command “tegata {word}”.\nChoose one of these: ")
    assert ended.err.endswith("[kit.command-unknown]\n")


def test_an_unknown_verb_names_those_of_its_room(typed: Typing) -> None:
    assert "people die, people emigrate" in typed("people", "nonsense").err


def test_an_unknown_command_is_refused_in_the_callers_language(
    typed: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")

    assert "というコマンドはありません" in typed("nonsense").err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "says"), [(Language.EN, "No certificate"), (Language.JA, "発行")]
)
def test_a_refusal_says_what_happened_what_next_and_its_code(
    language: Language, says: str, typed: Typing, settings: Settings
) -> None:
    settings.TEGATA_LANGUAGE = language

    ended = typed("status", "show", str(named(0xDEAD)))

    assert (ended.code, ended.out) == (1, "")
    sentence, advice, code = ended.err.splitlines()
    assert says in sentence
    assert "%" not in advice
    assert code == "[status.certificate-unknown]"


@pytest.mark.django_db
def test_a_revocation_by_hand_needs_a_short_remark_and_a_cause_that_may_be_given(
    ctx: Context, typed: Typing
) -> None:
    words = ("status", "revoke", str(good_certificate(ctx)))
    why, cause = ("--why", "asked"), ("--cause", "key-compromise")

    assert typed(*words, *cause).code == 2
    assert typed(*words, *cause, "--why", "a" * 501).code == 2
    assert typed(*words, *why, "--cause", "suspension").code == 2
    assert typed(*words, *why, *cause).out.endswith("is revoked\n")
    assert typed(*words, *why, *cause).code == 1
    assert not Entry.objects.filter(why="asked").exists()


def test_misuse_ends_with_two(typed: Typing) -> None:
    assert typed("sandbox", "clock", "--forward", "soon").code == 2
    assert typed("status", "show").code == 2
