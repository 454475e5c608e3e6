"""Files of certificates and lists are taken apart, whatever their form."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from makers.hierarchy import Ca, Leaf, RevocationList, key
from tegata.pki.verify.bundle import read_bundle
from tegata.pki.verify.problems import ObjectUnreadable
from tegata.pki.x509.problems import PemUnreadable

CERTIFICATES = [Leaf().der, Ca().der]


def pem(octets: bytes) -> bytes:
    return x509.load_der_x509_certificate(octets).public_bytes(Encoding.PEM)


def pem_key() -> bytes:
    return key("holder").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def pem_list(octets: bytes) -> bytes:
    return x509.load_der_x509_crl(octets).public_bytes(Encoding.PEM)


@pytest.mark.parametrize(
    "file",
    [
        b"".join(CERTIFICATES),
        b"".join(map(pem, CERTIFICATES)),
        b"\n".join(map(pem, CERTIFICATES)).replace(b"\n", b"\r\n"),
        b"subject=/CN=x\n" + pem_key().join(map(pem, CERTIFICATES)),
    ],
    ids=["der", "pem", "pem of another system", "pem with comments and a key"],
)
def test_all_certificates_are_found_in_their_order(file: bytes) -> None:
    assert read_bundle(file, "certificate") == tuple(CERTIFICATES)


def test_of_a_mixed_file_only_the_kind_asked_for_is_taken() -> None:
    listed = RevocationList().der

    assert read_bundle(pem(Ca().der) + pem_list(listed), "revocation list") == (listed,)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"hello",
        Leaf().der[:-1],
        Leaf().der + b"\x00",
        pem_key(),
        pem(Ca().der).replace(b"M", b"*", 1),
    ],
    ids=["nothing", "words", "cut off", "more behind", "a key", "broken base64"],
)
def test_a_file_without_a_readable_certificate_is_refused(file: bytes) -> None:
    with pytest.raises((ObjectUnreadable, PemUnreadable)):
        read_bundle(file, "certificate")
