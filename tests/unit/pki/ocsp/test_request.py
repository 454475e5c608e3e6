"""A status request is read whatever form RFC 6960 allows, and nothing else is taken for one."""

from base64 import b64encode
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import given
from hypothesis import strategies as st

from makers.responders import CA, DELEGATE, HASHES
from tegata.pki import der
from tegata.pki.ocsp import request as module
from tegata.pki.ocsp.identify import SHA1, SHA256, CertId
from tegata.pki.ocsp.nonce import NONCE
from tegata.pki.ocsp.problems import MalformedStatusRequest
from tegata.pki.ocsp.request import StatusRequest, request_in_path
from tegata.pki.x509.extensions import Extension, encode_extensions
from tegata.pki.x509.names import Serial

FOREIGN_CA = x509.load_der_x509_certificate(CA.der)
FOREIGN_DELEGATE = x509.load_der_x509_certificate(DELEGATE.der)

serials = st.integers(1, (1 << 159) - 1).map(Serial)
cert_ids = st.builds(HASHES.cert_id, serials, st.sampled_from([SHA1, SHA256]))
nonces = st.none() | st.binary(min_size=1, max_size=128)


@given(st.lists(cert_ids, min_size=1, max_size=4), nonces)
def test_a_request_survives_the_round_trip(asked: list[CertId], nonce: bytes | None) -> None:
    request = StatusRequest(tuple(asked), nonce)

    assert StatusRequest.parse(request.encoding) == request


@given(cert_ids, nonces)
def test_the_common_form_is_read_as_any_other(asked: CertId, nonce: bytes | None) -> None:
    octets = StatusRequest((asked,), nonce).encoding

    assert module._plain(octets) == (asked, nonce)
    assert module._general(octets) == ((asked,), nonce)
    assert asked.encoding in octets


@given(cert_ids, nonces, st.data())
def test_one_changed_octet_never_makes_the_two_readers_differ(
    asked: CertId, nonce: bytes | None, data: st.DataObject
) -> None:
    octets = bytearray(StatusRequest((asked,), nonce).encoding)
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))

    found = module._plain(bytes(octets))

    if found is not None:
        assert module._general(bytes(octets)) == ((found[0],), found[1])


@pytest.mark.parametrize(
    ("algorithm", "dotted"), [(hashes.SHA1(), SHA1), (hashes.SHA256(), SHA256)]
)
@pytest.mark.parametrize("nonce", [None, b"n", bytes(range(32))])
def test_a_request_of_cryptography_is_read(
    algorithm: hashes.HashAlgorithm, dotted: str, nonce: bytes | None
) -> None:
    builder = ocsp.OCSPRequestBuilder().add_certificate(FOREIGN_DELEGATE, FOREIGN_CA, algorithm)
    if nonce is not None:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)

    found = StatusRequest.parse(builder.build().public_bytes(Encoding.DER))

    assert found == StatusRequest((HASHES.cert_id(DELEGATE.serial, dotted),), nonce)
    assert HASHES.issued(found.cert_ids[0])


def test_a_certificate_of_another_issuer_is_told_apart() -> None:
    ours = HASHES.cert_id(Serial(5))
    swapped = CertId.make(SHA1, ours.issuer_key_hash, ours.issuer_name_hash, Serial(5))
    mislabelled = CertId.make(SHA256, ours.issuer_name_hash, ours.issuer_key_hash, Serial(5))

    assert HASHES.issued(ours)
    assert not HASHES.issued(swapped)
    assert not HASHES.issued(mislabelled)


ASKED = der.sequence(HASHES.cert_id(Serial(5)).encoding)
NAMED = der.explicit(1, der.explicit(4, CA.subject))
SIGNED = der.explicit(0, der.sequence(der.null()))


def wrapped(*fields: bytes, after: bytes = b"") -> bytes:
    return der.sequence(der.sequence(*fields), after)


def extension(oid: str, value: bytes, *, critical: bool) -> bytes:
    return encode_extensions(Extension(oid, critical, value))


@pytest.mark.parametrize(
    "octets",
    [
        wrapped(der.explicit(0, der.integer(0)), NAMED, der.sequence(ASKED)),
        wrapped(NAMED, der.sequence(ASKED), after=SIGNED),
        wrapped(
            der.sequence(ASKED), der.explicit(2, extension("1.2.3.4", b"\x05\x00", critical=False))
        ),
        wrapped(
            der.sequence(
                der.sequence(
                    HASHES.cert_id(Serial(5)).encoding,
                    der.explicit(0, extension("1.2.3.4", b"\x05\x00", critical=False)),
                )
            )
        ),
    ],
)
def test_what_need_not_be_understood_is_passed_over(octets: bytes) -> None:
    assert StatusRequest.parse(octets) == StatusRequest((HASHES.cert_id(Serial(5)),))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\x30\x00",
        wrapped(),
        wrapped(der.sequence()),
        wrapped(der.explicit(0, der.integer(1)), der.sequence(ASKED)),
        wrapped(der.sequence(ASKED)) + b"\x00",
        wrapped(
            der.sequence(ASKED), der.explicit(2, extension("1.2.3.4", b"\x05\x00", critical=True))
        ),
        wrapped(
            der.sequence(
                der.sequence(
                    HASHES.cert_id(Serial(5)).encoding,
                    der.explicit(0, extension("1.2.3.4", b"\x05\x00", critical=True)),
                )
            )
        ),
        wrapped(
            der.sequence(ASKED),
            der.explicit(2, extension(NONCE, der.octet_string(b""), critical=False)),
        ),
        wrapped(
            der.sequence(ASKED),
            der.explicit(2, extension(NONCE, der.octet_string(bytes(129)), critical=False)),
        ),
        wrapped(der.sequence(der.sequence(der.sequence(der.integer(1))))),
        StatusRequest((HASHES.cert_id(Serial(5)),)).encoding.replace(
            b"\x02\x01\x05", b"\x02\x01\x00"
        ),
        StatusRequest((HASHES.cert_id(Serial(5)),)).encoding.replace(
            b"\x02\x01\x05", b"\x02\x01\x85"
        ),
    ],
)
def test_what_is_no_request_is_refused(octets: bytes) -> None:
    with pytest.raises(MalformedStatusRequest):
        StatusRequest.parse(octets)


@pytest.mark.parametrize("nonce", [None, bytes(32)])
@pytest.mark.parametrize("dotted", [SHA1, SHA256])
def test_a_request_that_is_cut_off_is_refused(dotted: str, nonce: bytes | None) -> None:
    octets = StatusRequest((HASHES.cert_id(Serial(1 << 90), dotted),), nonce).encoding

    for size in range(len(octets)):
        with pytest.raises(MalformedStatusRequest):
            StatusRequest.parse(octets[:size])


@given(st.binary(max_size=200))
def test_whatever_the_octets_nothing_but_a_refusal_comes_out(octets: bytes) -> None:
    with pytest.raises(MalformedStatusRequest):
        StatusRequest.parse(octets)


@given(cert_ids, nonces)
def test_a_request_is_found_in_the_path_of_a_get(asked: CertId, nonce: bytes | None) -> None:
    octets = StatusRequest((asked,), nonce).encoding
    text = b64encode(octets).decode()

    assert request_in_path("/" + quote(text, safe="")) == octets
    assert request_in_path(text) == octets
    assert request_in_path(quote(text).rstrip("=")) == octets


@pytest.mark.parametrize("path", ["/%zz", "/!", "/abc\u3042", "/MEow%00", "/a"])
def test_a_path_that_is_no_base64_is_refused(path: str) -> None:
    with pytest.raises(MalformedStatusRequest):
        request_in_path(path)
