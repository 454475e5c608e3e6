"""A PIN has the form its rule asks for, or it does not exist; and it never shows itself."""

import pytest

from marks import row
from tegata.card.problems import NumberMalformed, PasswordMalformed, PinMalformed
from tegata.card.values import Pin, PinRule


@row("ENR-009")
@pytest.mark.parametrize("text", ["ABC123", "A1B2C3D4E5F6G7H8"])
def test_a_password_of_6_to_16_letters_and_digits_is_accepted(text: str) -> None:
    assert Pin(PinRule.PASSWORD, text).octets == text.encode()


@row("ENR-009")
@pytest.mark.parametrize(
    "text",
    [
        "ABC12",
        "A1B2C3D4E5F6G7H8I",
        "ＡＢＣ１２３",
        "ABC12３",
        "ABC-123",
        "ABC 123",
        "ABC123\n",
    ],
)
def test_a_password_too_short_too_long_full_width_or_with_a_symbol_is_refused(text: str) -> None:
    with pytest.raises(PasswordMalformed):
        Pin(PinRule.PASSWORD, text)


@pytest.mark.parametrize("text", ["abc123", "ABCDEF", "123456"])
def test_a_password_has_upper_case_letters_and_digits_both(text: str) -> None:
    with pytest.raises(PasswordMalformed):
        Pin(PinRule.PASSWORD, text)


@pytest.mark.parametrize("text", ["", "123", "12345", "１２３４", "12a4", "1234\n"])
def test_a_pin_that_is_not_four_digits_is_refused(text: str) -> None:
    with pytest.raises(PinMalformed):
        Pin(PinRule.FOUR_DIGITS, text)


def test_the_numbers_on_the_face_have_their_lengths() -> None:
    with pytest.raises(NumberMalformed):
        Pin(PinRule.NUMBER_B, "5502172030471")


def test_neither_a_pin_nor_its_refusal_shows_the_digits() -> None:
    with pytest.raises(PinMalformed) as refused:
        Pin(PinRule.FOUR_DIGITS, "98765")

    assert "1234" not in repr(Pin(PinRule.FOUR_DIGITS, "1234"))
    assert "98765" not in repr(refused.value) + str(refused.value)
