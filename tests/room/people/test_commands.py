"""The commands of the room, from standard input to sentence, and what they never print."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from fakes.residents import record

pytestmark = pytest.mark.django_db

FIELDS = {
    "my_number": record().my_number.digits,
    "name": "見本　花子",
    "kana": "ミホン　ハナコ",
    "birth": "平成2年5月12日",
    "sex": "female",
    "municipality": "132217",
    "address": "東京都清瀬市中里９０１番地",
}


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "type[_Typed]":
    _Typed.monkeypatch = monkeypatch
    return _Typed


class _Typed:
    monkeypatch: pytest.MonkeyPatch

    @classmethod
    def run(cls, command: str, *words: str, **fields: str) -> str:
        cls.monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(fields)))
        said = io.StringIO()
        call_command(command, *words, stdout=said)
        return said.getvalue().strip()


def test_a_life_is_typed_from_registration_to_death(typed: type[_Typed]) -> None:
    person = typed.run("people_register", "--on", "2020-04-01", **FIELDS).split()[0]
    on = (person, "--on", "令和2年4月2日")

    typed.run("people_move", *on, municipality="131130", address="東京都渋谷区神南９０１番地")
    typed.run("people_rename", *on, name="例示　花子", kana="レイジ　ハナコ", former_name="見本")
    typed.run("people_correct", *on, birth="1990-05-21")
    typed.run("people_emigrate", *on)
    typed.run("people_die", *on)

    assert typed.run("people_show", person) == f"{person} is deceased since 2020-04-02"


def test_no_command_prints_what_a_record_says(typed: type[_Typed]) -> None:
    said = typed.run("people_register", "--on", "2020-04-01", **FIELDS)
    said += typed.run("people_show", said.split()[0])

    assert [value for value in FIELDS.values() if value in said] == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("my_number", "123456789012", "people.my-number-wrong"),
        ("birth", "1990-02-30", "kit.era-date-unreadable"),
        ("sex", "?", "people.field-unreadable"),
        ("municipality", "132218", "people.municipality-code-wrong"),
        ("kana", "見本", "people.text-unfit"),
    ],
)
def test_a_wrong_field_is_refused_without_repeating_it(
    typed: type[_Typed], field: str, value: str, code: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        typed.run("people_register", "--on", "2020-04-01", **{**FIELDS, field: value})

    said = str(refusal.value)
    assert code in said
    assert not any(FIELDS[name] in said for name in ("my_number", "name", "kana", "address"))


def test_a_missing_field_is_named(typed: type[_Typed]) -> None:
    with pytest.raises(CommandError, match="“kana”"):
        typed.run(
            "people_register",
            "--on", "2020-04-01",
            **{name: value for name, value in FIELDS.items() if name != "kana"},
        )  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", '{"name": 1}'])
def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    with pytest.raises(CommandError, match=r"people\.field-unreadable"):
        call_command("people_register", "--on", "2020-04-01")


def test_the_readers_of_the_feed_are_shown(typed: type[_Typed]) -> None:
    typed.run("people_register", "--on", "2020-04-01", **FIELDS)

    assert typed.run("people_resume", "certificates") == "certificates goes on after 0"
    assert typed.run("people_watch") == "certificates confirmed 0"
