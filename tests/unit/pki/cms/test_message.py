"""A signed message comes back as it was made, and every change to it is noticed."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.altered import with_a_field_too_many
from makers.certificates import ISSUED, issue, sign
from tegata.kit.core.problem import Problem
from tegata.pki import der
from tegata.pki.cms import signing
from tegata.pki.cms.message import Message
from tegata.pki.cms.problems import (
    ContentMissing,
    ContentTwice,
    DigestWrong,
    MessageUnsupported,
    SignerUnknown,
)
from tegata.pki.problems import AlgorithmUnsupported, MalformedDer, SignatureWrong
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.rulebook import JPKI
from tegata.pki.x509.signature import SHA256_WITH_RSA

CARD = CertificateKind.CARD_SIGN
SIGNER, AUTHORITY = issue(JPKI, CARD), issue(JPKI, CertificateKind.SIGN_CA)
CONTENT = "申込書".encode()
ATTRIBUTES = signing.signed_attributes(
    message_digest=hashlib.sha256(CONTENT).digest(), signing_time=ISSUED
)
SIGNATURE = sign(CARD, ATTRIBUTES)


def made(content: bytes | None = CONTENT, **changes: object) -> bytes:
    parts = {"attributes": ATTRIBUTES, "signature": SIGNATURE, "signer": SIGNER, "content": content}
    return signing.assemble_message(**(parts | changes))  # type: ignore[arg-type]


def test_the_card_gets_a_digest_info_of_51_octets() -> None:
    digest = hashlib.sha256(ATTRIBUTES).digest()

    assert signing.digest_info(digest).hex() == (
        "3031300d060960864801650304020105000420" + digest.hex()
    )
    assert len(signing.to_be_signed(ATTRIBUTES)) == 51
    with pytest.raises(ValueError, match="32 octets"):
        signing.digest_info(b"short")


def test_the_attributes_are_a_sorted_set() -> None:
    members = [each.encoding for each in der.read(ATTRIBUTES, der.Tag.SET)]

    assert members == sorted(members)
    assert len(members) == 3


@pytest.mark.parametrize("algorithm", [signing.RSA_ENCRYPTION, SHA256_WITH_RSA])
def test_an_attached_message_is_checked_alone(algorithm: str) -> None:
    message = Message.parse(made(algorithm=algorithm, chain=[AUTHORITY.der]))

    assert message.check() == SIGNER
    assert (message.content, message.signing_time) == (CONTENT, ISSUED)
    assert set(message.certificates) == {SIGNER, AUTHORITY}
    assert message.attributes == ATTRIBUTES


def test_a_detached_message_is_checked_against_its_content() -> None:
    message = Message.parse(made(None))

    assert message.check(CONTENT) == SIGNER
    with pytest.raises(DigestWrong):
        message.check(CONTENT + b"!")
    with pytest.raises(ContentMissing):
        message.check()


def test_an_attached_message_takes_no_other_content() -> None:
    with pytest.raises(ContentTwice):
        Message.parse(made()).check(CONTENT)


def test_an_empty_content_is_a_content() -> None:
    attributes = signing.signed_attributes(
        message_digest=hashlib.sha256(b"").digest(), signing_time=ISSUED
    )
    octets = made(b"", attributes=attributes, signature=sign(CARD, attributes))

    assert Message.parse(octets).check() == SIGNER


def test_a_signature_of_another_key_is_refused() -> None:
    other = sign(CertificateKind.CARD_AUTH, ATTRIBUTES)

    with pytest.raises(SignatureWrong):
        Message.parse(made(signature=other)).check()


def test_attributes_that_were_not_signed_are_refused() -> None:
    later = signing.signed_attributes(
        message_digest=hashlib.sha256(CONTENT).digest(),
        signing_time=datetime(2024, 1, 1, tzinfo=UTC),
    )

    with pytest.raises(SignatureWrong):
        Message.parse(made(attributes=later)).check()


def test_a_message_without_its_signers_certificate_is_refused() -> None:
    octets = made(chain=[AUTHORITY.der])
    fields = fields_of(octets)
    only_authority = der.explicit(0, AUTHORITY.der)
    changed = rebuilt(fields, 3, only_authority)

    with pytest.raises(SignerUnknown):
        Message.parse(changed).check()


def fields_of(octets: bytes) -> list[der.Element]:
    _type, wrapped = der.read(octets)
    (signed_data,) = wrapped
    return list(signed_data)


def rebuilt(fields: list[der.Element], position: int, encoding: bytes) -> bytes:
    encodings = [field.encoding for field in fields]
    encodings[position] = encoding
    return der.sequence(
        der.object_identifier(signing.SIGNED_DATA), der.explicit(0, der.sequence(*encodings))
    )


def with_signer(position: int, encoding: bytes) -> bytes:
    fields = fields_of(made())
    (signer,) = fields[4]
    parts = [each.encoding for each in signer]
    parts[position] = encoding
    return rebuilt(fields, 4, der.set_of(der.sequence(*parts)))


def attributes(*members: bytes) -> bytes:
    return b"\xa0" + der.set_of(*members)[1:]


def attribute(kind: str, *values: bytes) -> bytes:
    return der.sequence(der.object_identifier(kind), der.set_of(*values))


TYPE = attribute(signing.CONTENT_TYPE, der.object_identifier(signing.DATA))
DIGEST = attribute(signing.MESSAGE_DIGEST, der.octet_string(hashlib.sha256(CONTENT).digest()))


@pytest.mark.parametrize(
    ("position", "encoding", "problem"),
    [
        (0, der.integer(3), MessageUnsupported),
        (0, der.integer(1 << 30_000), MessageUnsupported),
        (1, der.sequence(SIGNER.issuer, der.integer(0)), MessageUnsupported),
        (2, der.sequence(der.object_identifier("1.3.14.3.2.26")), MessageUnsupported),
        (3, b"", MessageUnsupported),
        (3, attributes(TYPE), MessageUnsupported),
        (3, attributes(DIGEST), MessageUnsupported),
        (
            3,
            attributes(attribute(signing.CONTENT_TYPE, der.object_identifier("1.2.3")), DIGEST),
            MessageUnsupported,
        ),
        (3, b"\xa0" + der.element(0x31, DIGEST, TYPE)[1:], MalformedDer),
        (3, attributes(TYPE, DIGEST, DIGEST), MalformedDer),
        (4, der.sequence(der.object_identifier("1.2.840.113549.1.1.10")), AlgorithmUnsupported),
    ],
)
def test_a_form_that_no_card_makes_is_refused(
    position: int, encoding: bytes, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        Message.parse(with_signer(position, encoding))


def test_another_type_of_message_is_refused() -> None:
    octets = der.sequence(der.object_identifier(signing.DATA), der.explicit(0, der.sequence()))

    with pytest.raises(MessageUnsupported, match="not signed data"):
        Message.parse(octets)


def test_two_signers_are_refused() -> None:
    fields = fields_of(made())
    twice = der.element(0x31, fields[4].value, fields[4].value)

    with pytest.raises(MessageUnsupported, match="2 signers"):
        Message.parse(rebuilt(fields, 4, twice))


SOUND = made()


def test_a_field_too_many_is_refused_wherever_it_stands() -> None:
    for octets in with_a_field_too_many(SOUND):
        with pytest.raises(Problem):
            Message.parse(octets).check()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_mutated_message_is_checked_or_refused_by_name(changes: list[tuple[int, int]]) -> None:
    mutant = bytearray(SOUND)
    for at, octet in changes:
        mutant[at % len(mutant)] = octet
    try:
        message = Message.parse(bytes(mutant))
        message.check()
    except Problem:
        return
    assert message.content == CONTENT
    assert message.attributes == ATTRIBUTES


@given(st.binary(max_size=60))
def test_any_octets_are_refused_by_name(octets: bytes) -> None:
    with pytest.raises(Problem):
        Message.parse(octets)
