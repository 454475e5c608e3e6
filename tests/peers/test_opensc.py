"""OpenSC and OpenSSL use our card and our phone as they use the real ones, through PC/SC.

Exit codes lie here: pkcs11-tool ends with 0 after errors. The texts are read instead.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from makers.cards import PINS, enrol, make_phone
from makers.pcsc_room import NEEDED, Room, room_with
from marks import peer
from tegata.card.values import Purpose, Token

pytestmark = [
    pytest.mark.xdist_group("pcsc"),
    peer("opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl", *NEEDED),
]


@frozen
class Key:
    """One of the two keys as PKCS#11 shows it: its slot, its number, its PIN."""

    purpose: str
    slot: int
    number: str
    pin: str

    def __str__(self) -> str:
        return self.purpose


both_keys = pytest.mark.parametrize(
    "key", [Key("auth", 0, "01", "1234"), Key("sign", 1, "02", "ABC123")], ids=str
)


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory, peers_required: bool) -> Iterator[Room]:
    """A card that tests use and leave as it was."""
    folder = tmp_path_factory.mktemp("card")
    with room_with(Token.CARD, folder, required=peers_required) as room:
        yield room


@pytest.fixture
def own_card(tmp_path: Path, peers_required: bool) -> Iterator[Room]:
    """A card that the test may spoil."""
    with room_with(Token.CARD, tmp_path, required=peers_required) as room:
        yield room


@pytest.fixture
def phone(tmp_path: Path, peers_required: bool) -> Iterator[Room]:
    with room_with(Token.PHONE, tmp_path, required=peers_required) as room:
        yield room


@pytest.fixture(scope="session")
def module() -> str:
    """The PKCS#11 module, wherever this machine's libraries are."""
    return next(map(str, Path("/usr/lib").rglob("opensc-pkcs11.so")))


def openssl(*arguments: object) -> str:
    done = subprocess.run(
        ["openssl", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def pkcs11_sign(room: Room, module: str, key: Key, message: Path, signature: Path) -> None:
    room.run(
        "pkcs11-tool", "--module", module, "--slot-index", key.slot, "--login", "--pin", key.pin,
        "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", key.number,
        "-i", message, "-o", signature,
    )  # fmt: skip


def verdict(public: Path, signature: Path, message: Path) -> str:
    return openssl("dgst", "-sha256", "-verify", public, "-signature", signature, message).strip()


def public_key(room: Room, folder: Path, purpose: str, *pin: object) -> Path:
    """The public key of a certificate that was read through our own command."""
    certificate, key = folder / f"{purpose}.der", folder / f"{purpose}.pub"
    done = room.tegata_card("read", purpose, *pin, "--out", certificate)
    assert done.returncode == 0, done.stderr
    openssl("x509", "-inform", "DER", "-in", certificate, "-pubkey", "-noout", "-out", key)
    return key


# --- OpenSC on the card


def test_opensc_names_the_card(card: Room) -> None:
    assert card.run("opensc-tool", "-r", "0", "-n").stdout.strip() == "jpki"


def test_pkcs15_finds_four_certificates_two_keys_and_two_pins(card: Room) -> None:
    said = card.run("pkcs15-tool", "--reader", "0", "-D").stdout

    assert said.count("X.509 Certificate [") == 4
    assert said.count("Private RSA Key [") == 2
    assert said.count("PIN [") == 2
    assert said.count("Tries left     : 3") == 1
    assert said.count("Tries left     : 5") == 1


def test_pkcs15_reads_both_certificates(card: Room) -> None:
    auth = card.run("pkcs15-tool", "--reader", "0", "--read-certificate", "1").stdout
    sign = card.run(
        "pkcs15-tool", "--reader", "0", "--read-certificate", "2",
        "--auth-id", "2", "--verify-pin", "--pin", "ABC123",
    ).stdout  # fmt: skip

    assert auth == card.tegata_card("read", "auth").stdout
    assert sign == card.tegata_card("read", "sign", "--pin", "ABC123").stdout
    assert "BEGIN CERTIFICATE" in auth


@both_keys
def test_openssl_verifies_what_pkcs11_signed(
    card: Room, module: str, tmp_path: Path, key: Key
) -> None:
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"message")
    public = public_key(card, tmp_path, key.purpose, "--pin", key.pin)

    pkcs11_sign(card, module, key, message, signature)

    assert verdict(public, signature, message) == "Verified OK"
    message.write_bytes(b"another")
    assert verdict(public, signature, message).startswith("Verification failure")


@both_keys
def test_the_self_test_of_pkcs11_ends_without_errors(card: Room, module: str, key: Key) -> None:
    done = card.run(
        "pkcs11-tool",
        "--module",
        module,
        "--slot-index",
        key.slot,
        "--login",
        "--pin",
        key.pin,
        "--test",
    )

    assert done.stdout.splitlines()[-1] == "No errors", done.stdout + done.stderr


# --- PINs


def test_a_wrong_pin_costs_a_try_and_the_right_one_gives_it_back(
    own_card: Room, module: str
) -> None:
    login = ("pkcs11-tool", "--module", module, "--slot-index", "0", "--login", "--pin")

    wrong = own_card.run(*login, "0000", "-O")
    assert "CKR_PIN_INCORRECT" in wrong.stderr
    assert "auth tries left 2" in own_card.tegata_card("status").stdout

    own_card.run(*login, "1234", "-O")
    assert "auth tries left 3" in own_card.tegata_card("status").stdout


def test_a_blocked_pin_is_seen_as_locked_and_refused(own_card: Room, module: str) -> None:
    login = ("pkcs11-tool", "--module", module, "--slot-index", "0", "--login", "--pin")
    for _ in range(3):
        own_card.run(*login, "0000", "-O")

    blocked = own_card.run(*login, "1234", "-O")
    listed = own_card.run("pkcs11-tool", "--module", module, "-L").stdout

    assert "C_Login failed" in blocked.stderr
    assert "CKR_OK" not in blocked.stderr
    assert "user PIN locked" in listed
    assert "auth tries left 0" in own_card.tegata_card("status").stdout
    assert "sign tries left 5" in own_card.tegata_card("status").stdout


# --- our own commands over pyscard, on the same reader


def test_our_commands_list_tell_and_sign(card: Room, tmp_path: Path) -> None:
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"message")

    assert card.tegata_card("readers").stdout.startswith("0 Virtual PCD 00 00\n")
    assert card.tegata_card("status").stdout.startswith("token JPKIAPICCTOKEN2\n")
    for purpose, pin in (("auth", "1234"), ("sign", "ABC123")):
        public = public_key(card, tmp_path, purpose, "--pin", pin)
        done = card.tegata_card("sign", purpose, message, "--pin", pin, "--out", signature)
        assert done.returncode == 0, done.stderr
        assert verdict(public, signature, message) == "Verified OK"


def test_opensc_takes_the_pin_that_our_command_set(own_card: Room, module: str) -> None:
    changed = own_card.tegata_card("change-pin", "auth", "--pin", "1234", "--new-pin", "9876")
    again = own_card.tegata_card("change-pin", "auth", "--pin", "1234", "--new-pin", "5555")
    test = own_card.run(
        "pkcs11-tool", "--module", module, "--slot-index", "0", "--login", "--pin", "9876", "--test"
    )

    assert changed.returncode == 0, changed.stderr
    assert again.returncode == 1
    assert again.stderr.endswith("[card.pin-wrong]\n")
    assert test.stdout.splitlines()[-1] == "No errors"


def test_a_command_over_an_empty_second_reader_says_so(card: Room) -> None:
    done = card.tegata_card("status", "--reader", "1")

    assert done.returncode == 1
    assert done.stderr.endswith("[card.card-absent]\n")


# --- the phone


def test_the_phone_is_known_by_its_application_whatever_its_atr(phone: Room) -> None:
    assert phone.run("opensc-tool", "-r", "0", "-n").stdout.strip() == "jpki"


def test_the_phone_is_used_by_our_commands(phone: Room, tmp_path: Path) -> None:
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"message")

    assert phone.tegata_card("status").stdout.startswith("token JPKIAPGPSETOKEN\n")
    for purpose, pin in (("auth", "1234"), ("sign", "ABC123")):
        public = public_key(phone, tmp_path, purpose, "--pin", pin)
        phone.tegata_card("sign", purpose, message, "--pin", pin, "--out", signature)
        assert verdict(public, signature, message) == "Verified OK"


@both_keys
def test_pkcs11_signs_with_the_phone(phone: Room, module: str, tmp_path: Path, key: Key) -> None:
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"message")
    public = public_key(phone, tmp_path, key.purpose, "--pin", key.pin)

    pkcs11_sign(phone, module, key, message, signature)

    assert verdict(public, signature, message) == "Verified OK"


def test_openssl_verifies_the_phones_request(tmp_path: Path) -> None:
    request = tmp_path / "request.der"
    request.write_bytes(enrol(make_phone()).request(Purpose.SIGN, PINS.sign))

    assert "verify OK" in openssl("req", "-inform", "DER", "-in", request, "-verify", "-noout")


# --- without waiting


def test_a_command_through_the_reader_does_not_wait_for_a_delayed_acknowledgement(
    card: Room, tmp_path: Path
) -> None:
    """Without TCP_QUICKACK every command takes 44 ms: a rule of TCP and no speed of ours."""
    script = tmp_path / "time_it.py"
    script.write_text(
        "from statistics import median\n"
        "from time import perf_counter\n"
        "from tegata.card.pcsc import card_in\n"
        "with card_in('0') as card:\n"
        "    moments = [perf_counter()]\n"
        "    for _ in range(100):\n"
        "        card.transmit(bytes.fromhex('00840000FF'))\n"
        "        moments.append(perf_counter())\n"
        "    print(1000 * median(b - a for a, b in zip(moments, moments[1:])))\n"
    )

    done = card.run(sys.executable, script)

    assert float(done.stdout) < 10, done.stdout + done.stderr


def test_extended_length_goes_through_the_reader(card: Room, tmp_path: Path) -> None:
    script = tmp_path / "read_it.py"
    script.write_text(
        "from tegata.card.pcsc import card_in\n"
        "with card_in('0') as card:\n"
        "    card.transmit(bytes.fromhex('00A4040C0AD392F000260100000001'))\n"
        "    card.transmit(bytes.fromhex('00A4020C02000A'))\n"
        "    print(card.transmit(bytes.fromhex('00B00000000000')).hex())\n"
    )

    answer = bytes.fromhex(card.run(sys.executable, script).stdout)

    assert len(answer) > 700
    assert answer[-2:] == b"\x90\x00"
