"""What a terminal asks of any carrier, and how it says the carrier's refusals."""

import pytest
from attrs import define, field
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from makers.cards import PINS, issuer
from tegata.card.problems import (
    AnswerMalformed,
    CardRefused,
    FileAbsent,
    NotJpki,
    PinBlocked,
    PinNeeded,
    PinWrong,
)
from tegata.card.terminal import Terminal
from tegata.card.values import Pin, PinRule, Purpose
from tegata.card.virtual import VirtualCard


@define
class Script:
    """A carrier that answers what it was told to, in order."""

    answers: list[str]
    sent: list[str] = field(factory=list)

    def transmit(self, octets: bytes) -> bytes:
        self.sent.append(octets.hex().upper())
        return bytes.fromhex(self.answers.pop(0))


def test_both_certificates_and_their_issuers_are_read(card: VirtualCard) -> None:
    terminal = Terminal.open(card)

    assert terminal.token() == "JPKIAPICCTOKEN2"
    assert terminal.read_certificate(Purpose.AUTH) == card.certificate(Purpose.AUTH)
    assert terminal.read_certificate(Purpose.SIGN, PINS.sign) == card.certificate(Purpose.SIGN)
    assert terminal.read_ca(Purpose.SIGN) == issuer("sign CA").der
    assert terminal.read_ca(Purpose.AUTH) == issuer("auth CA").der


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_signature_verifies_under_the_certificate(card: VirtualCard, purpose: Purpose) -> None:
    pin = PINS.auth if purpose is Purpose.AUTH else PINS.sign
    terminal = Terminal.open(card)
    certificate = x509.load_der_x509_certificate(terminal.read_certificate(purpose, pin))
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)

    key.verify(terminal.sign(purpose, pin, b"message"), b"message", PKCS1v15(), SHA256())


def test_the_sign_certificate_without_its_pin_is_refused(card: VirtualCard) -> None:
    with pytest.raises(PinNeeded):
        Terminal.open(card).read_certificate(Purpose.SIGN)


def test_a_miss_tells_the_tries_left_and_the_last_one_blocks(card: VirtualCard) -> None:
    terminal, miss = Terminal.open(card), Pin(PinRule.PASSWORD, "WRONG1")
    left = []
    for _ in range(4):
        with pytest.raises(PinWrong) as wrong:
            terminal.sign(Purpose.SIGN, miss, b"message")
        left.append(wrong.value.tries)
    with pytest.raises(PinBlocked):
        terminal.sign(Purpose.SIGN, miss, b"message")

    assert left == ["4", "3", "2", "1"]
    assert terminal.tries_left(Purpose.SIGN) == 0
    assert terminal.tries_left(Purpose.AUTH) == 3


def test_a_changed_pin_is_the_only_one_that_opens(card: VirtualCard) -> None:
    terminal, new = Terminal.open(card), Pin(PinRule.PASSWORD, "NEWPASS9")

    terminal.change_pin(Purpose.SIGN, PINS.sign, new)

    with pytest.raises(PinWrong):
        terminal.verify_pin(Purpose.SIGN, PINS.sign)
    terminal.verify_pin(Purpose.SIGN, new)


def test_a_card_without_the_application_is_named() -> None:
    with pytest.raises(NotJpki):
        Terminal.open(Script(["6A82"]))


@pytest.mark.parametrize("blocked", ["6983", "6984", "63C0"])
def test_each_word_for_blocked_means_blocked(blocked: str) -> None:
    with pytest.raises(PinBlocked):
        Terminal.open(Script(["9000", "9000", blocked])).verify_pin(Purpose.AUTH, PINS.auth)


@pytest.mark.parametrize("empty", ["9000", "6B00", "6A82"])
def test_a_blank_certificate_is_absent(empty: str) -> None:
    with pytest.raises(FileAbsent):
        Terminal.open(Script(["9000", "9000", empty])).read_certificate(Purpose.AUTH)


def test_a_card_that_gives_nothing_for_ever_is_not_asked_for_ever() -> None:
    with pytest.raises(FileAbsent):
        Terminal.open(Script(["9000", "9000", "308204009000", "9000"])).read_ca(Purpose.AUTH)


def test_the_rest_is_fetched_and_the_named_length_is_taken() -> None:
    script = Script(["9000", "9000", "6C20", "4A506110", "4B49" + "20" * 28 + "9000"])

    assert Terminal.open(script).token() == "JPKI"
    assert script.sent[2:] == ["00B0000020", "00B0000020", "00C0000010"]


def test_a_card_with_more_and_more_to_say_is_not_heard_for_ever() -> None:
    endless = Script(["9000", "9000", *["00" * 0x100 + "6100"] * 0x101])

    with pytest.raises(CardRefused, match="6100"):
        Terminal.open(endless).token()


def test_other_status_words_are_told_as_they_are() -> None:
    with pytest.raises(CardRefused, match="6F00"):
        Terminal.open(Script(["9000", "9000", "6F00"])).tries_left(Purpose.AUTH)


def test_an_answer_cut_off_is_refused() -> None:
    with pytest.raises(AnswerMalformed):
        Terminal.open(Script([""]))
