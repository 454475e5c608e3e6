"""The commands over readers: what they print, and that they refuse in one shape."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

pytest.importorskip("smartcard", reason="pyscard is an extra: tegata[cards]")

from fakes.readers import System
from makers.cards import make_card, make_seal
from tegata.card import pcsc
from tegata.card.phone import VirtualPhone
from tegata.card.problems import CardAbsent, CardUnready, ReaderAbsent, ReaderSoftwareMissing
from tegata.card.shelves import FolderShelf
from tegata.card.values import Purpose
from tegata.card.virtual import VirtualCard
from tegata.site.card import main


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(autouse=True)
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    """Whatever this machine has plugged in, these tests see only what they plug."""
    system = System()
    monkeypatch.setattr(pcsc, "System", system)
    return system


# --- with a card


def test_status_tells_the_carrier_and_the_tries(
    system: System, card: VirtualCard, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = system.plug("A reader 00 00", card)

    assert main(["status"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "token JPKIAPICCTOKEN2",
        "auth tries left 3",
        "sign tries left 5",
    ]
    assert (connection.opened, connection.released) == (1, 1)


def test_read_prints_a_certificate_or_writes_it(
    system: System, card: VirtualCard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system.plug("A reader 00 00")
    system.plug("Another reader 01 00", card)
    out = tmp_path / "sign.der"

    assert main(["read", "auth", "--reader", "Another"]) == 0
    read = x509.load_pem_x509_certificate(capsys.readouterr().out.encode())
    assert main(["read", "sign", "--reader", "1", "--pin", "ABC123", "--out", str(out)]) == 0
    assert main(["read", "sign", "--reader", "1", "--ca"]) == 0

    assert read == x509.load_der_x509_certificate(card.certificate(Purpose.AUTH) or b"")
    assert out.read_bytes() == card.certificate(Purpose.SIGN)


def test_a_phone_is_read_with_its_pin(system: System, phone: VirtualPhone, tmp_path: Path) -> None:
    system.plug("A reader 00 00", phone)
    out = tmp_path / "auth.der"

    assert main(["read", "auth", "--pin", "1234", "--out", str(out)]) == 0
    assert out.read_bytes() == phone.card.certificate(Purpose.AUTH)


def test_sign_writes_a_signature_over_the_file(
    system: System, card: VirtualCard, tmp_path: Path
) -> None:
    system.plug("A reader 00 00", card)
    (tmp_path / "file").write_bytes(b"message")
    asked = ["sign", "sign", str(tmp_path / "file"), "--out", str(tmp_path / "out")]

    assert main([*asked, "--pin", "ABC123"]) == 0

    public = load_der_public_key(card.public_key(Purpose.SIGN))
    public.verify((tmp_path / "out").read_bytes(), b"message", PKCS1v15(), SHA256())


def test_a_wrong_pin_tells_the_tries_left_and_signs_nothing(
    system: System, card: VirtualCard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system.plug("A reader 00 00", card)
    (tmp_path / "file").write_bytes(b"message")
    asked = ["sign", "auth", str(tmp_path / "file"), "--out", str(tmp_path / "out")]

    assert main([*asked, "--pin", "0000"]) == 1

    assert capsys.readouterr().err.startswith("The PIN is wrong; tries left: 2.\n")
    assert not (tmp_path / "out").exists()


def test_change_pin_changes_it(system: System, card: VirtualCard) -> None:
    system.plug("A reader 00 00", card)

    assert main(["change-pin", "auth", "--pin", "1234", "--new-pin", "9876"]) == 0
    assert main(["change-pin", "auth", "--pin", "1234", "--new-pin", "5555"]) == 1


def test_readers_are_listed_by_number(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.plug("A reader 00 00")
    system.plug("Another reader 01 00")

    assert main(["readers"]) == 0
    assert capsys.readouterr().out == "0 A reader 00 00\n1 Another reader 01 00\n"


# --- without


def test_without_a_reader_the_command_says_so_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["status", "--reader", "7"]) == 1

    said = capsys.readouterr().err
    assert said.startswith("There is no card reader 7.\n")
    assert "pcscd" in said


def test_without_the_library_the_command_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pcsc, "System", None)

    assert main(["readers"]) == 1
    assert "tegata[cards]" in capsys.readouterr().err
    with pytest.raises(ReaderSoftwareMissing), pcsc.card_in("0"):
        pass


def test_a_malformed_pin_never_reaches_a_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"message")
    asked = ["sign", "auth", str(tmp_path / "file"), "--out", str(tmp_path / "out")]

    assert main([*asked, "--pin", "98a7"]) == 1

    said = capsys.readouterr().err
    assert said.endswith("[card.pin-malformed]\n")
    assert "98a7" not in said


@pytest.mark.parametrize("named", ["7", "nobody's", "", "０"])
def test_a_reader_that_is_not_there_is_named(system: System, named: str) -> None:
    system.plug("A reader 00 00")

    with pytest.raises(ReaderAbsent), pcsc.card_in(named):
        pass


def test_an_empty_reader_and_a_busy_card_are_told_apart(system: System, card: VirtualCard) -> None:
    system.plug("Empty")
    system.plug("Busy", card, busy=True)

    with pytest.raises(CardAbsent, match="Empty"), pcsc.card_in("Empty"):
        pass
    with pytest.raises(CardUnready, match="Sharing violation"), pcsc.card_in("Busy"):
        pass


def test_a_card_taken_away_in_the_middle_is_absent(system: System, card: VirtualCard) -> None:
    connection = system.plug("A reader", card)

    with pcsc.card_in("A reader") as transport:
        connection.card = None
        with pytest.raises(CardAbsent):
            transport.transmit(b"\x00\xa4\x00\x0c")


# --- serve


def test_serving_refuses_an_empty_folder_and_a_wrong_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    serve = ["serve", str(tmp_path / "card"), "--secret", str(secret)]

    secret.write_bytes(b"short")
    assert main(serve) == 1
    secret.write_bytes(b"a secret that made nothing")
    assert main(serve) == 1
    make_card(FolderShelf(tmp_path / "card"))
    assert main(serve) == 1

    codes = capsys.readouterr().err.splitlines()[2::3]
    assert codes == ["[card.secret-too-short]", "[card.unmade]", "[card.seal-broken]"]


def test_a_file_that_cannot_be_read_is_a_wrong_argument(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "card", "--secret", str(tmp_path / "none")])

    assert ended.value.code == 2
    assert "cannot read" in capsys.readouterr().err


def test_serving_without_a_virtual_reader_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seal = make_seal()
    make_card(FolderShelf(tmp_path / "card"), seal)
    (tmp_path / "secret").write_bytes(seal.secret)

    serve = ["serve", str(tmp_path / "card"), "--secret", str(tmp_path / "secret")]
    assert main([*serve, "--port", "1"]) == 1

    assert "card.virtual-reader-absent" in capsys.readouterr().err
