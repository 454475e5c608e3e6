"""DER is written in its one form and read back strictly."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.pki import der
from tegata.pki.problems import MalformedDer


@given(st.integers(-(1 << 200), 1 << 200))
def test_an_integer_survives_the_round_trip(number: int) -> None:
    assert der.read_integer(der.read(der.integer(number))) == number


@given(st.lists(st.integers(0, 1 << 40), min_size=1, max_size=8), st.integers(0, 39))
def test_an_object_identifier_survives_the_round_trip(arcs: list[int], second: int) -> None:
    dotted = ".".join(map(str, [1, second, *arcs]))

    assert der.read_object_identifier(der.read(der.object_identifier(dotted))) == dotted


@given(st.datetimes(datetime(1950, 1, 1), datetime(9999, 12, 31)))
def test_a_time_survives_the_round_trip_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)

    assert der.read_time(der.read(der.time(moment))) == moment


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65535, 65536])
def test_lengths_at_the_edges_are_shortest(size: int) -> None:
    encoded = der.octet_string(bytes(size))

    assert der.read(encoded).value == bytes(size)
    assert der.length(size) == encoded[1 : len(encoded) - size]


@pytest.mark.parametrize(
    "octets",
    [
        "",
        "30",
        "3002",
        "300200",
        "0200",
        "02020001",
        "0203ffffff",
        "3081050500",
        "1f0100",
        "0601ff",
        "06028001",
        "06032a8001",
        pytest.param(f"06820bb8{'81' * 2999}01", id="an endless arc"),
    ],
)
def test_broken_octets_are_refused(octets: str) -> None:
    with pytest.raises(MalformedDer):
        _read_all(bytes.fromhex(octets))


@given(st.binary(max_size=64))
def test_whatever_the_octets_nothing_but_a_refusal_comes_out(octets: bytes) -> None:
    try:
        _read_all(octets)
    except MalformedDer:
        return


def _read_all(octets: bytes) -> None:
    found = der.read(octets)
    match found.tag:
        case der.Tag.INTEGER:
            der.read_integer(found)
        case der.Tag.OBJECT_IDENTIFIER:
            der.read_object_identifier(found)
        case der.Tag.UTC_TIME | der.Tag.GENERALIZED_TIME:
            der.read_time(found)
        case _:
            list(found)
