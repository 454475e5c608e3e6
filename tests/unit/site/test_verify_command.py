"""``tegata verify`` says valid or why not, and its exit code says the same."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from attrs import frozen
from cryptography.x509 import ReasonFlags

from makers.hierarchy import AUTH_POLICY, NOW, SIGN_POLICY, Ca, Leaf, RevocationList
from tegata.kit.i18n.say import Language
from tegata.site.verify import run


@frozen
class Stopped:
    """A clock that stands."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[str]]:
    """Write what is to be judged and name it in the words of the command."""

    def write(
        leaf: bytes = Leaf().der,
        anchors: bytes = Ca("ca2", serial=2).der + Ca().der,
        listed: bytes = RevocationList().der,
    ) -> list[str]:
        words = []
        for option, octets in (("cert", leaf), ("anchor", anchors), ("crl", listed)):
            (tmp_path / option).write_bytes(octets)
            words.append(f"--{option}={tmp_path / option}")
        return words

    return write


def test_a_valid_certificate_is_named_valid(
    files: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run([*files(), "--policy", AUTH_POLICY, "--explicit-policy"], Stopped())

    assert code == 0
    assert capsys.readouterr().out == f"valid at 2023-06-01T03:00:00Z under {AUTH_POLICY}\n"


@pytest.mark.parametrize(
    ("changes", "words", "says"),
    [
        ({"leaf": Leaf(broken=True).der}, [], "pki.signature-wrong"),
        ({}, ["--policy", SIGN_POLICY, "--explicit-policy"], "verify.policy-unacceptable"),
        ({}, ["--time", "2023-06-03"], "verify.status-unknown"),
        ({}, ["--time", "2028-05-10T23:59:59+09:00"], "verify.status-unknown"),
        ({}, ["--time", "2028-05-11T00:00:00Z"], "verify.expired"),
        (
            {"listed": RevocationList().revoking(Leaf().serial, ReasonFlags.certificate_hold).der},
            [],
            "verify.on-hold",
        ),
        ({"anchors": b"nothing"}, [], "verify.object-unreadable"),
    ],
)
def test_a_refusal_stands_on_standard_error_with_its_code(
    files: Callable[..., list[str]],
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, bytes],
    words: list[str],
    says: str,
) -> None:
    code = run([*files(**changes), *words], Stopped())

    written = capsys.readouterr()
    assert (code, written.out) == (1, "")
    assert written.err.endswith(f"[{says}]\n")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            Language.EN,
            "The certificate cannot be read.\nGive the certificate in DER or PEM, as it was issued.",
        ),
        (Language.JA, "読み取れませんでした（対象：certificate）。\n発行されたままの"),
    ],
)
def test_a_refusal_is_filled_in_and_said_in_the_callers_language(
    language: Language,
    sentences: str,
    files: Callable[..., list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(files(anchors=b"nothing"), Stopped(), language)

    said = capsys.readouterr().err
    assert sentences in said
    assert "%" not in said


def test_the_clock_is_asked_unless_a_time_is_given(files: Callable[..., list[str]]) -> None:
    late = Stopped(NOW + timedelta(days=9))

    assert run(files(), late) == 1
    assert run([*files(), "--time", NOW.isoformat()], late) == 0


def test_without_lists_nothing_is_valid_unless_revocation_is_left_out(
    files: Callable[..., list[str]],
) -> None:
    cert, anchor, _ = files()

    assert run([cert, anchor], Stopped()) == 1
    assert run([cert, anchor, "--no-revocation"], Stopped()) == 0


def test_a_chain_in_one_file_helps_its_first_certificate(files: Callable[..., list[str]]) -> None:
    assert run(files(leaf=Leaf().der + Ca().der), Stopped()) == 0


def test_of_several_certificates_each_must_be_valid(
    files: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "other").write_bytes(Leaf(broken=True).der)

    assert run([*files(), f"--cert={tmp_path / 'other'}"], Stopped()) == 1


@pytest.mark.parametrize(
    "words",
    [[], ["--policy", "sign"], ["--time", "yesterday"], ["--untrusted", "/nowhere/at/all"]],
)
def test_wrong_usage_has_its_own_exit_code(
    files: Callable[..., list[str]], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run([*files(), *words] if words else [], Stopped())

    assert left.value.code == 2
