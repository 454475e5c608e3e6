"""One kind of key is certified; every other is refused with its reason."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from makers.certificates import public
from makers.weak_keys import SHORT
from tegata.pki import der
from tegata.pki.problems import MalformedDer
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.keys import RsaKey, check_key
from tegata.pki.x509.problems import KeyRefused

SOUND = RsaKey.parse(public(CertificateKind.CARD_SIGN))
ELLIPTIC = (
    ec.derive_private_key(7, ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)


def test_a_sound_key_is_admitted_and_comes_back() -> None:
    assert check_key(SOUND.encoding) == SOUND
    assert SOUND.encoding == public(CertificateKind.CARD_SIGN)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (SHORT.encoding, "1024 bits"),
        (RsaKey(SOUND.modulus << 1 | 1, 65537).encoding, "2049 bits"),
        (RsaKey(SOUND.modulus - 1, 65537).encoding, "even"),
        (RsaKey(SOUND.modulus, 3).encoding, "exponent"),
        (ELLIPTIC, "not an RSA key"),
    ],
)
def test_another_key_is_refused_with_its_reason(key: bytes, reason: str) -> None:
    with pytest.raises(KeyRefused, match=reason):
        check_key(key)


@pytest.mark.parametrize("key", [b"", der.sequence(), RsaKey(-5, 65537).encoding])
def test_octets_that_are_no_key_are_refused(key: bytes) -> None:
    with pytest.raises(MalformedDer):
        check_key(key)
