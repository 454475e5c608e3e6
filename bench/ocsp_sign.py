"""G11, CPU half: a status answer per request. Limit: the bare signature. Peer: `cryptography`.

python bench/ocsp_sign.py --answers 2000
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from measure import Work, interleaved, table
from tegata.pki import der
from tegata.pki.ocsp.answer import Answer, Good
from tegata.pki.ocsp.check import Question, check_response
from tegata.pki.ocsp.identify import IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.responder import Responder
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.names import Serial
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bench CA")])
CA_KEY = rsa.generate_private_key(65537, 2048)
ECDSA = der.sequence(der.object_identifier("1.2.840.10045.4.3.2"))
Sign = Callable[[bytes], bytes]
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(name: x509.Name, key: Private) -> x509.Certificate:
    """Make a certificate of the CA, for itself or for its responder."""
    builder = x509.CertificateBuilder(NAME, name, key.public_key(), 77, NOW - HOUR, NOW + HOUR)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
    return builder.add_extension(purpose, critical=False).sign(CA_KEY, hashes.SHA256())


CA = certificate(NAME, CA_KEY)
OURS = Certificate.parse(CA.public_bytes(Encoding.DER))
HASHES = IssuerHashes.of(name=OURS.subject, key=OURS.key)
REQUESTS = [
    StatusRequest((HASHES.cert_id(Serial((1 << 120) + number)),), bytes(32)).encoding
    for number in range(4000)
]


def run(title: str, key: Private, *, sign: Sign, algorithm: bytes, counts: tuple[int, int]) -> None:
    """Measure one kind of responder key."""
    answers, repeats = counts
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Responder")])
    delegate = certificate(name, key)
    mine = Certificate.parse(delegate.public_bytes(Encoding.DER))
    responder = Responder(mine.key_id, (mine.der,), algorithm)
    tbs_of_same_size = bytes(200)

    def ours(octets: bytes) -> bytes:
        request = StatusRequest.parse(octets)
        said = [Answer(asked, Good(), NOW, NOW + HOUR) for asked in request.cert_ids]
        tbs = responder.to_be_signed(said, produced=NOW, nonce=request.nonce)
        return responder.response(tbs, sign(tbs))

    def theirs(octets: bytes) -> bytes:
        asked = ocsp.load_der_ocsp_request(octets)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash, asked.issuer_key_hash, asked.serial_number, hashes.SHA1(),
            ocsp.OCSPCertStatus.GOOD, NOW, NOW + HOUR, None, None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, delegate)
        nonce = asked.extensions.get_extension_for_class(x509.OCSPNonce).value
        builder = builder.certificates([delegate]).add_extension(nonce, critical=False)
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)

    def many(answer: Callable[[bytes], object]) -> Work:
        requests = cycle(REQUESTS)
        return lambda: [answer(next(requests)) for _ in range(answers)]

    question = Question(asked=HASHES.cert_id(Serial(1 << 120)), issuer=OURS, nonce=bytes(32))
    assert check_response(StatusResponse.parse(ours(REQUESTS[0])), question, NOW)
    works: dict[str, Work] = {
        "ours: parse, answer, sign": many(ours),
        "limit: the bare signature": many(lambda _: sign(tbs_of_same_size)),
        "cryptography: parse, build, sign": many(theirs),
        "(ours: parse alone)": many(StatusRequest.parse),
    }
    measured = interleaved(works, repeats)
    table(f"{title}: {answers} answers", measured, "ours: parse, answer, sign")
    raw = measured["limit: the bare signature"][0]
    glue = (measured["ours: parse, answer, sign"][0] - raw) / answers
    print(f"glue around the signature: {glue * 1e6:.1f} µs")


if __name__ == "__main__":
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--answers", type=int, default=1000)
    asked_for.add_argument("--repeats", type=int, default=5)
    options = asked_for.parse_args()
    rsa_key, p256 = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    sha256, ecdsa = hashes.SHA256(), ec.ECDSA(hashes.SHA256())
    counts = options.answers, options.repeats
    run(
        "RSA-2048",
        rsa_key,
        sign=lambda tbs: rsa_key.sign(tbs, padding.PKCS1v15(), sha256),
        algorithm=SHA256_WITH_RSA_ALGORITHM,
        counts=counts,
    )
    run("P-256", p256, sign=lambda tbs: p256.sign(tbs, ecdsa), algorithm=ECDSA, counts=counts)
