"""Values of extensions are written in their one form and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegata.pki import der
from tegata.pki.problems import MalformedDer
from tegata.pki.x509 import read, write
from tegata.pki.x509.general_names import address, directory_name, other_name
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.usage import KeyUsage

NAME = bytes.fromhex("300d310b3009060355040613024a50")


@pytest.mark.parametrize(
    ("usage", "encoding"),
    [
        (KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN, "03020106"),
        (KeyUsage.DIGITAL_SIGNATURE, "03020780"),
        (KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION, "030206C0"),
        (KeyUsage.DECIPHER_ONLY, "0303070080"),
    ],
)
def test_a_key_usage_has_its_shortest_form(usage: KeyUsage, encoding: str) -> None:
    assert write.key_usage(usage) == bytes.fromhex(encoding)
    assert read.read_key_usage(bytes.fromhex(encoding)) == usage


@given(st.integers(1, 511))
def test_every_key_usage_survives_the_round_trip(bits: int) -> None:
    assert read.read_key_usage(write.key_usage(KeyUsage(bits))) == KeyUsage(bits)


@pytest.mark.parametrize(
    "encoding", ["03020006", "0302008000", "030100", "03030600c0", "0303060080"]
)
def test_a_key_usage_in_another_form_is_refused(encoding: str) -> None:
    with pytest.raises(MalformedDer):
        read.read_key_usage(bytes.fromhex(encoding))


def test_constraints_are_read() -> None:
    assert write.authority_constraints().hex() == "30030101ff"
    assert read.read_constraints(write.authority_constraints()) == read.Constraints(authority=True)
    assert read.read_constraints(bytes.fromhex("30060101ff020103")).path_length == 3
    assert read.read_constraints(b"\x30\x00") == read.Constraints()
    with pytest.raises(MalformedDer):
        read.read_constraints(bytes.fromhex("3003010100"))


@given(st.binary(min_size=20, max_size=20), st.integers(1, (1 << 159) - 1))
def test_an_authority_key_identifier_survives_the_round_trip(key: bytes, number: int) -> None:
    value = write.authority_key_id(KeyId(key), NAME, Serial(number))

    assert read.read_authority_key_id(value) == read.AuthorityKeyId(key, NAME, number)


def test_names_are_sorted_by_their_kind() -> None:
    value = der.sequence(
        address("http://127.0.0.1/"), directory_name(NAME), other_name("1.2.3", "手形")
    )

    names = read.read_names(value)

    assert names.addresses == ("http://127.0.0.1/",)
    assert names.directories == (NAME,)
    assert names.others == (("1.2.3", "手形"),)


def test_the_responder_is_found_among_other_places() -> None:
    issuers = der.sequence(der.object_identifier("1.3.6.1.5.5.7.48.2"), address("http://a/"))
    responder = der.read(write.ocsp_access("http://b/")).value

    assert read.read_ocsp_access(der.sequence(issuers, responder)) == ("http://b/",)


def test_a_policy_without_a_statement_is_read() -> None:
    bare = der.sequence(der.sequence(der.object_identifier("1.2.3")))

    assert read.read_policies(bare) == (read.Policy("1.2.3"),)
