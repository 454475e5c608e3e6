"""What a card answers to the commands that real clients send, word for word."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tegata.card.values import SHA256_DIGEST_INFO, Purpose
from tegata.card.virtual import VirtualCard

SELECT_JPKI = "00A4040C0AD392F000260100000001"
PROBES_OF_OPENSC = {
    "00A4040007627601FF000000": "6A82",
    "00A4040006A00000000101": "6A82",
    "00A404000BE82B0601040181C31F020100": "6A82",
    "00A4040C0FD23300000045737445494420763335": "6A82",
    "00CADF3005": "6D00",
    "00CB3FFF035C017E08": "6D00",
    "00A4040009A0000003080000100000": "6A82",
    "00A4040C07A000000116DB0000": "6A82",
    "00A4040C07A000000079100000": "6A82",
    "00A4040C07A0000000790F0000": "6A82",
    "00A404000CF276A288BCFBA69D34F31001": "6A82",
    "00A4040009A0000003974254465900": "6A82",
    "00A4040006D2760001240100": "6A82",
}


def say(card: VirtualCard, *commands: str) -> str:
    """Send commands; give the last answer in hexadecimal."""
    answers = [card.transmit(bytes.fromhex(command)).hex().upper() for command in commands]
    return answers[-1]


def verify(pin: str) -> str:
    return f"00200080{len(pin):02X}{pin.encode().hex()}"


AUTH_PIN = (SELECT_JPKI, "00A4020C020018", verify("1234"))
SIGN_PIN = (SELECT_JPKI, "00A4020C02001B", verify("ABC123"))


# --- detection and selection


@pytest.mark.parametrize(("probe", "status"), PROBES_OF_OPENSC.items())
def test_probes_for_other_cards_are_refused(card: VirtualCard, probe: str, status: str) -> None:
    assert say(card, probe) == status
    assert say(card, SELECT_JPKI, probe) == status


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("00A4000C", "6A86"),
        ("00A4000C023F00", "6A82"),
        ("08A4040C0AD392F000260100000001", "69FC"),
        ("0CA4040C0AD392F000260100000001", "69FC"),
        ("FFA4040C0AD392F000260100000001", "6E00"),
        ("00C0000000", "6D00"),
        ("80FC0000", "6700"),
        ("00A4020C020018", "6A82"),
        ("00", "6700"),
    ],
)
def test_a_card_just_reset_refuses(card: VirtualCard, command: str, status: str) -> None:
    assert say(card, command) == status


def test_select_without_data_does_nothing_once_an_application_is_selected(
    card: VirtualCard,
) -> None:
    assert say(card, SELECT_JPKI, "00A4000C") == "9000"


def test_a_file_that_is_not_there_is_not_found(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00A4020C020009") == "6A82"


# --- read


def test_the_token_information_starts_with_a_label_of_32_octets(card: VirtualCard) -> None:
    label = bytes.fromhex(say(card, SELECT_JPKI, "00A4020C020006", "00B0000020"))

    assert label == b"JPKIAPICCTOKEN2".ljust(32) + b"\x90\x00"
    assert len(bytes.fromhex(say(card, "00B0000000"))) == 160 + 2


@pytest.mark.parametrize("past", [0, 1, 255])
def test_reading_at_or_past_the_end_is_an_error_never_success_with_nothing(
    card: VirtualCard, past: int
) -> None:
    offset = 160 + past

    assert say(card, SELECT_JPKI, "00A4020C020006", f"00B0{offset:04X}00") == "6B00"


def test_a_certificate_is_read_in_pieces_and_in_one(card: VirtualCard) -> None:
    whole = card.certificate(Purpose.AUTH) or b""
    say(card, SELECT_JPKI, "00A4020C02000A")

    pieces = [say(card, f"00B0{at:04X}00")[:-4] for at in range(0, len(whole), 256)]

    assert say(card, "00B0000004") == whole[:4].hex().upper() + "9000"
    assert bytes.fromhex("".join(pieces)) == whole
    assert bytes.fromhex(say(card, "00B00000000000")) == whole + b"\x90\x00"


def test_a_short_file_identifier_selects_and_reads(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00B0880003") == "8F8F009000"


def test_the_sign_certificate_opens_after_its_pin_only(card: VirtualCard) -> None:
    assert say(card, *AUTH_PIN, "00A4020C020001", "00B0000004") == "6982"
    assert say(card, *SIGN_PIN, "00A4020C020001", "00B0000004").endswith("9000")


def test_a_key_cannot_be_read(card: VirtualCard) -> None:
    assert say(card, *AUTH_PIN, "00A4020C020017", "00B0000004") == "6981"


def test_reading_wants_a_selected_file_and_a_length(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00B0000004") == "6986"
    assert say(card, SELECT_JPKI, "00A4020C020006", "00B00000") == "6700"


def test_chance_is_given_in_the_asked_length(card: VirtualCard) -> None:
    first, second = say(card, "008400000A"), say(card, "008400000A")

    assert len(first) == len(second) == 2 * (10 + 2)
    assert first != second
    assert len(say(card, "0084000000")) == 2 * (256 + 2)
    assert say(card, "00840000") == "6700"


# --- PINs


@pytest.mark.parametrize(("file", "tries"), [("0018", "63C3"), ("001B", "63C5")])
def test_verify_without_data_tells_the_tries_left(card: VirtualCard, file: str, tries: str) -> None:
    assert say(card, SELECT_JPKI, f"00A4020C02{file}", "00200080") == tries
    assert say(card, "0020008000") == tries


def test_it_tells_them_after_a_successful_verify_too(card: VirtualCard) -> None:
    assert say(card, *AUTH_PIN) == "9000"
    assert say(card, "00200080") == "63C3"


def test_three_misses_block_the_authentication_pin(card: VirtualCard) -> None:
    say(card, SELECT_JPKI, "00A4020C020018")

    misses = [say(card, verify("0000")) for _ in range(3)]

    assert misses == ["63C2", "63C1", "63C0"]
    assert say(card, verify("1234")) == "6984"
    assert say(card, verify("0000")) == "6984"
    assert say(card, "00200080") == "63C0"


def test_five_misses_block_the_signing_password(card: VirtualCard) -> None:
    say(card, SELECT_JPKI, "00A4020C02001B")

    misses = [say(card, verify("ABC124")) for _ in range(5)]

    assert misses == ["63C4", "63C3", "63C2", "63C1", "63C0"]
    assert say(card, verify("ABC123")) == "6984"


def test_the_right_pin_gives_all_tries_back(card: VirtualCard) -> None:
    say(card, SELECT_JPKI, "00A4020C020018", verify("0000"), verify("0000"), verify("1234"))

    assert say(card, "00200080") == "63C3"


def test_a_miss_takes_back_what_an_earlier_verify_opened(card: VirtualCard) -> None:
    assert say(card, *SIGN_PIN, verify("WRONG1")) == "63C4"
    assert say(card, "00A4020C020001", "00B0000004") == "6982"


@pytest.mark.parametrize("forget", ["select", "reset"])
def test_selecting_again_and_losing_power_forget_the_pins(card: VirtualCard, forget: str) -> None:
    say(card, *SIGN_PIN)
    if forget == "reset":
        card.reset()

    assert say(card, SELECT_JPKI, "00A4020C020001", "00B0000004") == "6982"


def test_a_pin_is_changed_after_it_was_shown(card: VirtualCard) -> None:
    assert say(card, *AUTH_PIN, "002401800439383736") == "9000"
    assert say(card, SELECT_JPKI, "00A4020C020018", verify("1234")) == "63C2"
    assert say(card, verify("9876")) == "9000"


def test_a_pin_is_not_changed_before_it_was_shown(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00A4020C020018", "002401800439383736") == "6982"


@pytest.mark.parametrize("new", ["123", "12345", "abcd", "１２"])
def test_the_card_itself_refuses_a_new_pin_of_another_form(card: VirtualCard, new: str) -> None:
    change = f"00240180{len(new.encode()):02X}{new.encode().hex()}"

    assert say(card, *AUTH_PIN, change) == "6985"
    assert say(card, SELECT_JPKI, "00A4020C020018", verify("1234")) == "9000"


def test_more_than_16_octets_are_no_pin_and_cost_no_try(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00A4020C020018", verify("1" * 17)) == "6985"
    assert say(card, "00200080") == "63C3"


def test_verify_on_something_else_than_a_pin_is_refused(card: VirtualCard) -> None:
    assert say(card, SELECT_JPKI, "00A4020C020017", verify("1234")) == "6981"
    assert say(card, SELECT_JPKI, verify("1234")) == "6986"
    assert say(card, SELECT_JPKI, "00200180" + "0431323334") == "6A86"


# --- signatures


def signed(card: VirtualCard, p1: int, data: bytes, key: str = "0017") -> bytes:
    command = f"802A{p1:02X}80{len(data):02X}{data.hex()}00"
    answer = bytes.fromhex(say(card, f"00A4020C02{key}", command))
    assert answer[-2:] == b"\x90\x00"
    return answer[:-2]


def public(card: VirtualCard, purpose: Purpose = Purpose.AUTH) -> RSAPublicKey:
    key = load_der_public_key(card.public_key(purpose))
    assert isinstance(key, RSAPublicKey)
    return key


@pytest.mark.parametrize(
    ("p1", "data"),
    [
        (0, SHA256_DIGEST_INFO + sha256(b"message").digest()),
        (2, sha256(b"message").digest()),
        (3, b"message"),
    ],
)
def test_signatures_with_a_digest_info_verify(card: VirtualCard, p1: int, data: bytes) -> None:
    say(card, *AUTH_PIN)

    public(card).verify(signed(card, p1, data), b"message", PKCS1v15(), SHA256())


@pytest.mark.parametrize(("p1", "data"), [(4, sha256(b"message").digest()), (5, b"message")])
def test_signatures_by_pss_verify(card: VirtualCard, p1: int, data: bytes) -> None:
    say(card, *AUTH_PIN)

    padding = PSS(MGF1(SHA256()), 32)
    public(card).verify(signed(card, p1, data), b"message", padding, SHA256())


@pytest.mark.parametrize("size", [1, 35, 245])
def test_the_callers_block_is_padded_and_not_looked_at(card: VirtualCard, size: int) -> None:
    say(card, *AUTH_PIN)
    block = bytes(range(1, size + 1))

    public(card).verify(signed(card, 0, block), block, PKCS1v15(), NoDigestInfo())


def test_a_bare_hash_is_signed_without_a_digest_info(card: VirtualCard) -> None:
    say(card, *AUTH_PIN)

    signature = signed(card, 1, b"message")

    public(card).verify(signature, sha256(b"message").digest(), PKCS1v15(), NoDigestInfo())


def test_one_pin_shown_is_good_for_several_signatures_of_its_own_key(card: VirtualCard) -> None:
    say(card, *SIGN_PIN)
    key = public(card, Purpose.SIGN)

    for message in (b"one", b"two"):
        key.verify(signed(card, 3, message, "001A"), message, PKCS1v15(), SHA256())
    assert say(card, "00A4020C020017", "802A0380036F6E6500") == "6982"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("802A0680036F6E6500", "6A86"),
        ("802A0280036F6E6500", "6985"),
        ("802A0480036F6E6500", "6985"),
        (f"802A0080F6{'11' * 246}00", "6985"),
        ("802A008000", "6985"),
        ("802A0380036F6E65", "6700"),
        ("802A0380036F6E6510", "6C00"),
        ("802A03FF036F6E6500", "6A86"),
        ("802A0398036F6E6500", "6981"),
    ],
)
def test_signing_refuses_what_it_cannot_sign(card: VirtualCard, command: str, status: str) -> None:
    assert say(card, *AUTH_PIN, "00A4020C020017", command) == status


def test_a_key_is_named_by_a_short_file_identifier_too(card: VirtualCard) -> None:
    assert say(card, *AUTH_PIN, "802A0397036F6E6500").endswith("9000")
