"""G14: a phone certificate, from request to signed DER. Limit: the bare signature. Peer: `cryptography`.

python bench/issue.py --certificates 500

Ours is measured with the lints that run before every signature, and without them.
"""

import argparse
from datetime import UTC, date, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from measure import Work, interleaved, table
from tegata.pki.lints.register import findings
from tegata.pki.profiles.build import authority_facts, tbs_certificate
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Facts, Holder, Period
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.rulebook import sandbox_http
from tegata.pki.x509.birth_date import BirthDate
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.names import Serial
from tegata.pki.x509.personal_data import PersonalData, Sex, Spelling
from tegata.pki.x509.request import Request

BOOK = sandbox_http("http://localhost:8080")
KIND = CertificateKind.PHONE_SIGN
CA, PHONE = (rsa.generate_private_key(65537, 2048) for _ in range(2))
ISSUED = datetime(2023, 5, 11, 3, tzinfo=UTC)
PERIOD = Period(ISSUED, datetime(2027, 5, 12, 14, 59, 59, tzinfo=UTC))
CA_PERIOD = Period(
    datetime(2023, 1, 9, 15, tzinfo=UTC), datetime(2033, 1, 9, 14, 59, 59, tzinfo=UTC)
)
PERSON = PersonalData(
    name=Spelling.exact("手形　渚"),
    birth_date=BirthDate.of(date(1990, 5, 12)),
    sex=Sex.FEMALE,
    address=Spelling.exact("神奈川県横浜市中区模擬町一丁目２番３号"),
)
HOLDER = Holder(
    Municipality("14104", "Kanagawa-ken", "Yokohama-shi-Naka-ku"), Application(7, ISSUED), PERSON
)
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "phone")])
REQUEST = (
    x509.CertificateSigningRequestBuilder(NAME)
    .sign(PHONE, hashes.SHA256())
    .public_bytes(Encoding.DER)
)


def sign(tbs: bytes) -> bytes:
    """Sign as the press does."""
    return CA.sign(tbs, padding.PKCS1v15(), hashes.SHA256())


def spki(key: rsa.RSAPrivateKey) -> bytes:
    """Encode a public key."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


ISSUER = authority_facts(BOOK, Family.SIGN, serial=Serial(1), period=CA_PERIOD, key=spki(CA)).issuer


def ours(number: int, *, lint: bool) -> bytes:
    """Issue one certificate from a request, with proof of possession."""
    request = Request.parse(REQUEST)
    request.check_possession()
    tbs = tbs_certificate(
        BOOK, KIND, Facts(Serial(1 + number), PERIOD, request.key, ISSUER, HOLDER)
    )
    if lint:
        found = findings(tbs, KIND, BOOK)
        assert found == (), found
    return assemble(tbs, sign(tbs))


PROFILE = x509.load_der_x509_certificate(ours(0, lint=True))


def theirs(number: int) -> bytes:
    """Issue the same with the builder: the extensions ready-made, as a template gives them."""
    request = x509.load_der_x509_csr(REQUEST)
    assert request.is_signature_valid
    builder = x509.CertificateBuilder(
        PROFILE.issuer, PROFILE.subject, request.public_key(), 1 + number, ISSUED, PERIOD.ends
    )
    for extension in PROFILE.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    return builder.sign(CA, hashes.SHA256()).public_bytes(Encoding.DER)


def main() -> None:
    """Measure at two sizes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--certificates", type=int, nargs="+", default=[100, 400])
    asked.add_argument("--repeats", type=int, default=5)
    options = asked.parse_args()
    for count in options.certificates:
        works: dict[str, Work] = {
            "ours: request, build, sign": lambda n=count: [ours(i, lint=False) for i in range(n)],
            "ours: request, build, lint, sign": lambda n=count: [
                ours(i, lint=True) for i in range(n)
            ],
            "limit: the bare signature": lambda n=count: [sign(bytes(1500)) for _ in range(n)],
            "cryptography: request, build, sign": lambda n=count: [theirs(i) for i in range(n)],
        }
        measured = interleaved(works, options.repeats)
        table(f"{count} phone certificates", measured, "ours: request, build, sign")


if __name__ == "__main__":
    main()
