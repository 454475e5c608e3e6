"""Commands are read in all four cases, short and extended, and in no other form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.card.apdu import Command, Response
from tegata.card.problems import AnswerMalformed, CommandMalformed

octet = st.integers(0, 255)


@given(
    header=st.tuples(octet, octet, octet, octet),
    data=st.binary(max_size=600),
    le=st.none() | st.integers(1, 0x10000),
)
def test_a_command_survives_the_round_trip(
    header: tuple[int, int, int, int], data: bytes, le: int | None
) -> None:
    command = Command(*header, data, le)

    assert Command.parse(command.encode()) == command


@pytest.mark.parametrize(
    ("octets", "data", "le"),
    [
        ("00200080", "", None),
        ("0020008000", "", 256),
        ("00B0000004", "", 4),
        ("00A4020C020018", "0018", None),
        ("00A4040007627601FF00000000", "627601FF000000", 256),
        ("00B00000000000", "", 65536),
        ("00B00000000411", "", 1041),
        ("00A4020C0000020018", "0018", None),
        ("00A4020C00000200180000", "0018", 65536),
    ],
)
def test_the_four_cases_are_told_apart_by_their_lengths(
    octets: str, data: str, le: int | None
) -> None:
    command = Command.parse(bytes.fromhex(octets))

    assert (command.data, command.le) == (bytes.fromhex(data), le)


@pytest.mark.parametrize(
    "octets",
    [
        "",
        "00A402",
        "00A4020C0200",
        "00A4020C0200180000",
        "00A4020C0000",
        "00A4020C00000000",
        "00A4020C000002001800",
        "00A4020C00000300180000",
        "00A4020C0000000000",
    ],
)
def test_lengths_that_contradict_each_other_are_refused(octets: str) -> None:
    with pytest.raises(CommandMalformed):
        Command.parse(bytes.fromhex(octets))


@given(st.binary(max_size=40))
def test_whatever_the_octets_a_command_or_a_refusal_comes_out(octets: bytes) -> None:
    try:
        command = Command.parse(octets)
    except CommandMalformed:
        return

    assert Command.parse(command.encode()) == command


@pytest.mark.parametrize("octets", ["", "90", "0000", "5000"])
def test_an_answer_without_a_status_word_is_refused(octets: str) -> None:
    with pytest.raises(AnswerMalformed):
        Response.parse(bytes.fromhex(octets))
