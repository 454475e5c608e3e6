"""pyHanko judges documents that a phone's certificate signed, by our lists and answers."""

from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import crl, ocsp
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from makers.certificates import KEYS
from makers.status_world import PHONE_SIGN, Standing, StatusWorld
from marks import peer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("openssl"),  # pyHanko comes with the tests
]
# pyHanko wants no answer about a certificate that names no responder: there the list must do.
by_every_way = pytest.mark.parametrize(
    ("world", "how"),
    [
        (rulebook, how)
        for rulebook in ("sandbox-http", "sandbox", "jpki")
        for how in ("list", "whole_list", "answer")
        if how != "answer" or rulebook == "sandbox-http"
    ],
    indirect=["world"],
)


def signed(there: Standing) -> bytes:
    blank, out = BytesIO(), BytesIO()
    writer = PdfFileWriter()
    contents = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=contents, media_box=(0, 0, 200, 200)))
    writer.write(blank)
    signer = signers.SimpleSigner.load(str(KEYS / f"{PHONE_SIGN}.pem"), str(there.file))
    assert signer is not None
    signers.sign_pdf(
        IncrementalPdfFileWriter(blank),
        PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256"),
        signer,
        output=out,
    )
    return out.getvalue()


def judged(world: StatusWorld, state: str, how: str, document: bytes = b"") -> PdfSignatureStatus:
    there = world.find(PHONE_SIGN, state)
    lists, answers = [], []
    if how == "answer":
        answers = [ocsp.OCSPResponse.load(world.answer(there.name))]
    else:
        file: Path = getattr(there, how)
        lists = [crl.CertificateList.load(file.with_suffix(".der").read_bytes())]
    context = ValidationContext(
        trust_roots=[Certificate.load(world.issuer_of(there.name).der)],
        crls=lists,
        ocsps=answers,
        moment=world.ctx.now,
        revocation_mode="require",
        allow_fetching=False,
    )
    reader = PdfFileReader(BytesIO(document or signed(there)))
    return validate_pdf_signature(reader.embedded_signatures[0], context)


@by_every_way
def test_the_document_of_a_good_certificate_is_valid(world: StatusWorld, how: str) -> None:
    found = judged(world, "good", how)

    assert found.bottom_line
    assert found.summary().startswith("INTACT:TRUSTED")


@by_every_way
@pytest.mark.parametrize("state", ["held", "revoked"])
def test_the_document_of_a_stopped_certificate_is_invalid(
    world: StatusWorld, how: str, state: str
) -> None:
    found = judged(world, state, how)

    assert not found.bottom_line
    assert found.revoked
    assert found.intact


def test_a_changed_document_is_invalid(world: StatusWorld) -> None:
    document = signed(world.find(PHONE_SIGN))

    found = judged(world, "good", "answer", document.replace(b"200 200", b"200 201", 1))

    assert not found.bottom_line
    assert not found.intact
