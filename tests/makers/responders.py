"""A CA and its OCSP responder, built by `cryptography`, and answers signed by either."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from makers.lists import KEY, NAME, stored_key
from tegata.pki.ocsp.answer import Answer
from tegata.pki.ocsp.identify import IssuerHashes
from tegata.pki.ocsp.responder import Responder
from tegata.pki.x509.certificate import Certificate

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
RESPONDER_KEY = stored_key("responder")
RESPONDER_NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
        x509.NameAttribute(NameOID.COMMON_NAME, "OCSP responder 1"),
    ]
)


def built(
    subject: x509.Name,
    subject_key: rsa.RSAPrivateKey,
    *extensions: tuple[x509.ExtensionType, bool],
    issuer: x509.Name = NAME,
    issuer_key: rsa.RSAPrivateKey = KEY,
    until: datetime = NOW + timedelta(days=30),
) -> Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(subject_key.public_key())
        .serial_number(77)
        .not_valid_before(NOW - timedelta(days=60))
        .not_valid_after(until)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    made = builder.sign(issuer_key, hashes.SHA256())
    return Certificate.parse(made.public_bytes(Encoding.DER))


def usage(**allowed: bool) -> tuple[x509.ExtensionType, bool]:
    names = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names}), True


PURPOSE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
CA = built(
    NAME,
    KEY,
    (x509.BasicConstraints(ca=True, path_length=0), True),
    (x509.SubjectKeyIdentifier.from_public_key(KEY.public_key()), False),
    usage(key_cert_sign=True, crl_sign=True),
)
DELEGATE = built(
    RESPONDER_NAME,
    RESPONDER_KEY,
    (x509.AuthorityKeyIdentifier.from_issuer_public_key(KEY.public_key()), False),
    usage(digital_signature=True),
    (PURPOSE, False),
    (x509.OCSPNoCheck(), False),
)
HASHES = IssuerHashes.of(name=CA.subject, key=CA.key)
RESPONDER = Responder(DELEGATE.key_id, (DELEGATE.der,))


def answered(
    answers: Iterable[Answer],
    *,
    nonce: bytes | None = None,
    responder: Responder = RESPONDER,
    key: rsa.RSAPrivateKey = RESPONDER_KEY,
    produced: datetime = NOW,
) -> bytes:
    tbs = responder.to_be_signed(answers, produced=produced, nonce=nonce)
    return responder.response(tbs, key.sign(tbs, padding.PKCS1v15(), hashes.SHA256()))
