"""The reader of JPKI's layout reads what the general reader reads, and no other octets."""

from datetime import UTC, datetime

import pytest

from makers.hierarchy import SIGN_POLICY, Leaf
from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.problems import MalformedDer
from tegata.pki.verify.leaf import read_leaf
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.extensions import KEY_USAGE, SUBJECT_KEY_IDENTIFIER
from tegata.pki.x509.walk import Walk

SIGNER = Leaf(policies=(SIGN_POLICY,), signs_documents=True, client_auth=False)


@pytest.mark.parametrize("leaf", [Leaf(), SIGNER, Leaf(serial=(1 << 159) - 1), Leaf(serial=1)])
def test_a_certificate_is_read_as_the_general_reader_reads_it(leaf: Leaf) -> None:
    octets = leaf.der

    quick, thorough = read_leaf(octets), Certificate.parse(octets)

    assert quick.tbs == thorough.tbs
    assert quick.signature == thorough.signature
    assert quick.serial == thorough.serial.number
    assert quick.issuer == thorough.issuer
    assert (quick.not_before, quick.not_after) == (thorough.not_before, thorough.not_after)
    assert quick.claims.issuer == thorough.authority_key_id


def test_extensions_without_end_are_not_read() -> None:
    with pytest.raises(MalformedDer, match="more extensions"):
        read_leaf(Leaf(policies=tuple(f"1.2.3.{n}" for n in range(100))).der)


def _rebuilt(
    *fields: bytes, number: bytes = der.integer(7), more: bytes = b"", inside: bytes = b""
) -> bytes:
    """A certificate, unsigned, with another serial and with octets where none may stand."""
    tbs, *_ = Walk.of(Leaf().der).whole
    version, _, *rest, extensions = tbs
    (listed,) = extensions
    extended = der.explicit(3, der.sequence(listed.value, more) + inside)
    parts = [version.encoding, number, *(part.encoding for part in rest), extended]
    return assemble(der.sequence(*parts, *fields), bytes(256))


@pytest.mark.parametrize("serial", [b"\x00\x07", b"\x00", b"\x80", b"\x01" * 21, b""])
def test_a_serial_that_is_none_is_refused(serial: bytes) -> None:
    with pytest.raises(MalformedDer, match="positive serial"):
        read_leaf(_rebuilt(number=der.element(Tag.INTEGER, serial)))


@pytest.mark.parametrize(
    "octets",
    [
        _rebuilt() + b"\x00",
        _rebuilt(inside=der.null()),
        _rebuilt(der.null()),
        _rebuilt(more=b"\x30\x01"),
    ],
    ids=["after the certificate", "in the field", "after the last field", "over the end"],
)
def test_an_element_too_many_is_refused(octets: bytes) -> None:
    read_leaf(_rebuilt())

    with pytest.raises(MalformedDer, match="ends where it must not"):
        read_leaf(octets)


@pytest.mark.parametrize("number", [b"\x02\x81\x01\x07", b"\x02\x82\x00\x01\x07"])
def test_a_length_that_is_not_shortest_is_refused(number: bytes) -> None:
    with pytest.raises(MalformedDer, match="length"):
        read_leaf(_rebuilt(number=number))


def test_a_time_of_the_last_century_is_read() -> None:
    begins = datetime(1950, 1, 1, tzinfo=UTC)

    assert read_leaf(Leaf(begins=begins).der).not_before == begins


def test_an_extension_that_stands_twice_is_refused() -> None:
    own = write_extension(SUBJECT_KEY_IDENTIFIER)
    shared = write_extension(KEY_USAGE)

    for twice in (own, shared):
        with pytest.raises(MalformedDer, match=r"stands (twice|once)"):
            read_leaf(_rebuilt(more=twice))


def write_extension(oid: str) -> bytes:
    found = Certificate.parse(Leaf().der).extension(oid)
    assert found is not None
    return found.encoding


@pytest.mark.parametrize("written", [b"23W014162005Z", b"230532162005Z", b"2305111620050"])
def test_a_time_of_another_form_is_refused(written: bytes) -> None:
    with pytest.raises(MalformedDer, match="time"):
        read_leaf(Leaf().der.replace(b"230511162005Z", written))


@pytest.mark.parametrize("octets", [b"", b"\x30", b"\x30\x82", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_certificate_is_refused(octets: bytes) -> None:
    with pytest.raises(MalformedDer):
        read_leaf(octets)
