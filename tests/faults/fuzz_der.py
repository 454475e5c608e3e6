"""Throw guided octets at every parser of ``pki``: nothing but a Problem may come out.

Runs until stopped, or for a time: ``python tests/faults/fuzz_der.py -max_total_time=60``.
A finding stops it: the octets are kept in a file that the last lines name, and
``python tests/faults/fuzz_der.py that-file`` shows it again.
"""

import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["tegata"]):
    from makers import lists, responders
    from tegata.kit.core.problem import Problem
    from tegata.pki.crl.certificate_list import CertificateList
    from tegata.pki.ocsp.answer import Answer, Good, Revoked
    from tegata.pki.ocsp.request import StatusRequest, request_in_path
    from tegata.pki.ocsp.response import StatusResponse
    from tegata.pki.x509 import read
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


def whole_list(octets: bytes) -> object:
    return CertificateList.parse(octets).index


def in_path(octets: bytes) -> object:
    return StatusRequest.parse(request_in_path(octets.decode("latin-1")))


# Each parser, and an encoding that it reads: the first octet of an input chooses among them.
# A new parser goes to the end, so that kept findings stay valid.
PARSERS: tuple[tuple[Parser, bytes], ...] = (
    (whole_list, lists.signed(lists.head(9, base=7, partitioned=True), lists.columns(6))),
    (StatusRequest.parse, QUESTION),
    (in_path, b64encode(QUESTION)),
    (StatusResponse.parse, responders.answered(ANSWERS, nonce=b"nonce")),
    (Certificate.parse, responders.DELEGATE.der),
    (read_name, responders.CA.subject),
    (Request.parse, b"0\x00"),
    (RsaKey.parse, responders.CA.key),
    (PersonalData.parse, b"0\x00"),
    (read.read_authority_key_id, EXTENSIONS["2.5.29.35"]),
    (read.read_key_usage, EXTENSIONS["2.5.29.15"]),
    (read.read_extended_key_usage, EXTENSIONS["2.5.29.37"]),
    (read.read_constraints, b"0\x03\x01\x01\xff"),
    (read.read_policies, b"0\x070\x05\x06\x03\x2a\x03\x04"),
    (read.read_names, b"0\x05\x86\x03a:b"),
    (read.read_distribution_points, b"0\x0b0\x09\xa0\x07\xa0\x05\x86\x03a:b"),
    (read.read_ocsp_access, b"0\x110\x0f\x06\x08+\x06\x01\x05\x05\x070\x01\x86\x03a:b"),
)


def parse_one(octets: bytes) -> None:
    if octets:
        parser, _ = PARSERS[octets[0] % len(PARSERS)]
        try:
            parser(octets[1:])
        except Problem:
            return


def main() -> None:
    with tempfile.TemporaryDirectory() as corpus:
        for number, (_, seed) in enumerate(PARSERS):
            (Path(corpus) / str(number)).write_bytes(bytes([number]) + seed)
        given = sys.argv[1:]
        folder = [] if any(not each.startswith("-") for each in given) else [corpus]
        atheris.Setup([sys.argv[0], "-max_len=4096", *given, *folder], parse_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
