"""Every parser of what comes from outside, each with an encoding that it reads.

The fuzzers beside this file throw octets at them: nothing but a Problem may come out.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable

from makers import certificates, lists, responders
from makers.cards import PINS, enrol, make_phone
from tegata.card.attestation import Attestation
from tegata.card.values import Purpose
from tegata.kit.core.problem import Problem
from tegata.pki.cms import signing
from tegata.pki.cms.message import Message
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.ocsp.answer import Answer, Good, Revoked
from tegata.pki.ocsp.request import StatusRequest, request_in_path
from tegata.pki.ocsp.response import StatusResponse
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import JPKI
from tegata.pki.verify.anchors import Anchor
from tegata.pki.verify.bundle import read_bundle
from tegata.pki.verify.leaf import read_leaf
from tegata.pki.x509 import pem, read
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.distinguished_name import read_name
from tegata.pki.x509.keys import RsaKey
from tegata.pki.x509.names import Serial
from tegata.pki.x509.personal_data import PersonalData
from tegata.pki.x509.request import Request

Parser = Callable[[bytes], object]

ASKED = tuple(responders.HASHES.cert_id(Serial(n)) for n in (5, 1 << 100))
ANSWERS = [
    Answer(ASKED[0], Good(), responders.NOW, responders.NOW),
    Answer(ASKED[1], Revoked(responders.NOW, lists.Reason.HOLD), responders.NOW, responders.NOW),
]
QUESTION = StatusRequest(ASKED, bytes(32)).encoding
EXTENSIONS = {each.oid: each.value for each in responders.DELEGATE.extensions}
SIGNER = certificates.issue(JPKI, CertificateKind.CARD_SIGN)
AUTHORITY = certificates.issue(JPKI, CertificateKind.SIGN_CA)
NAMES = next(each.value for each in SIGNER.extensions if each.oid == "2.5.29.17")
CONTENT = b"content"
PHONE = enrol(make_phone())


def message() -> bytes:
    attributes = signing.signed_attributes(
        message_digest=hashlib.sha256(CONTENT).digest(), signing_time=certificates.ISSUED
    )
    return signing.assemble_message(
        attributes=attributes,
        signature=certificates.sign(CertificateKind.CARD_SIGN, attributes),
        signer=SIGNER,
        content=CONTENT,
    )


def whole_list(octets: bytes) -> object:
    return CertificateList.parse(octets).index


def in_path(octets: bytes) -> object:
    return StatusRequest.parse(request_in_path(octets.decode("latin-1")))


def bundle(octets: bytes) -> object:
    return read_bundle(octets, "certificate")


# A new parser goes to the end, so that kept findings stay valid.
PARSERS: tuple[tuple[Parser, bytes], ...] = (
    (whole_list, lists.signed(lists.head(9, base=7, partitioned=True), lists.columns(6))),
    (StatusRequest.parse, QUESTION),
    (in_path, b64encode(QUESTION)),
    (StatusResponse.parse, responders.answered(ANSWERS, nonce=b"nonce")),
    (Certificate.parse, responders.DELEGATE.der),
    (read_name, responders.CA.subject),
    (Request.parse, PHONE.request(Purpose.AUTH, PINS.auth)),
    (RsaKey.parse, responders.CA.key),
    (PersonalData.parse, NAMES),
    (read.read_authority_key_id, EXTENSIONS["2.5.29.35"]),
    (read.read_key_usage, EXTENSIONS["2.5.29.15"]),
    (read.read_extended_key_usage, EXTENSIONS["2.5.29.37"]),
    (read.read_constraints, b"0\x03\x01\x01\xff"),
    (read.read_policies, b"0\x070\x05\x06\x03\x2a\x03\x04"),
    (read.read_names, b"0\x05\x86\x03a:b"),
    (read.read_distribution_points, b"0\x0b0\x09\xa0\x07\xa0\x05\x86\x03a:b"),
    (read.read_ocsp_access, b"0\x110\x0f\x06\x08+\x06\x01\x05\x05\x070\x01\x86\x03a:b"),
    (Message.parse, message()),
    (Attestation.parse, PHONE.attest(bytes(32)).encode()),
    (read_leaf, SIGNER.der),
    (Anchor.parse, AUTHORITY.der),
    (bundle, pem.write_pem(pem.CERTIFICATE, AUTHORITY.der).encode()),
)


def parse(number: int, octets: bytes) -> None:
    """Let one parser read; a refusal is an answer."""
    parser, _ = PARSERS[number % len(PARSERS)]
    try:
        parser(octets)
    except Problem:
        return
