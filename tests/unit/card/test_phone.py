"""A phone's element: its certificate hides behind the PIN, its keys are made and vouched inside."""

from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.cards import NOW, PINS, enrol, issuer, make_phone, make_seal, maker
from tegata.card.applets.layout import COMMON_AID, SURFACE_AID, TEXT_AID
from tegata.card.attestation import Attestation, check_attestation
from tegata.card.keys import SealedKeys
from tegata.card.phone import VirtualPhone
from tegata.card.problems import (
    AttestationWrong,
    CardUnmade,
    FileAbsent,
    KeyUnmade,
    PinBlocked,
    PinNeeded,
)
from tegata.card.shelves import MemoryShelf
from tegata.card.terminal import Terminal
from tegata.card.values import SHA256_DIGEST_INFO, Purpose
from tegata.pki import der

CHALLENGE = b"0123456789abcdef"


def checked(octets: bytes, challenge: bytes = CHALLENGE, days: int = 1) -> object:
    roots = [issuer("another maker").der, maker().root]
    return check_attestation(
        octets, challenge=challenge, roots=roots, now=NOW + timedelta(days=days)
    )


# --- the application


def test_the_token_is_a_phones_and_no_face_application_is_there(phone: VirtualPhone) -> None:
    assert Terminal.open(phone).token() == "JPKIAPGPSETOKEN"
    for aid in (TEXT_AID, SURFACE_AID, COMMON_AID):
        assert phone.transmit(bytes.fromhex("00A4040C0A") + aid).hex() == "6a82"


def test_the_authentication_certificate_wants_its_pin_first(phone: VirtualPhone) -> None:
    terminal = Terminal.open(phone)

    assert terminal.wants_pin(Purpose.AUTH)
    with pytest.raises(PinNeeded):
        terminal.read_certificate(Purpose.AUTH)
    read = terminal.read_certificate(Purpose.AUTH, PINS.auth)
    assert read == phone.card.certificate(Purpose.AUTH)


def test_the_answer_to_reset_has_its_check_octet(phone: VirtualPhone) -> None:
    check = 0
    for octet in phone.card.atr[1:]:
        check ^= octet

    assert check == 0
    assert phone.card.atr[:4] == bytes.fromhex("3B888001")


# --- enrolment


def test_before_pins_are_chosen_everything_is_blocked_and_empty() -> None:
    terminal = Terminal.open(make_phone())

    assert terminal.tries_left(Purpose.AUTH) == terminal.tries_left(Purpose.SIGN) == 0
    with pytest.raises(PinBlocked):
        terminal.verify_pin(Purpose.AUTH, PINS.auth)
    with pytest.raises(FileAbsent):
        terminal.read_ca(Purpose.AUTH)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_request_proves_that_the_phone_holds_the_key(
    phone: VirtualPhone, purpose: Purpose
) -> None:
    pin = PINS.auth if purpose is Purpose.AUTH else PINS.sign

    request = x509.load_der_x509_csr(phone.request(purpose, pin))

    public = request.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert request.is_signature_valid
    assert public == phone.card.public_key(purpose)
    assert list(request.subject) == []


def test_after_deletion_neither_keys_nor_certificates_are_left() -> None:
    shelf = MemoryShelf()
    phone = enrol(make_phone(shelf))

    phone.delete_keys()

    assert set(shelf.blobs) == {"state", "element", "key-element"}
    terminal = Terminal.open(phone)
    with pytest.raises(FileAbsent):
        terminal.sign(Purpose.AUTH, PINS.auth, b"message")
    with pytest.raises(FileAbsent):
        terminal.read_certificate(Purpose.AUTH, PINS.auth)
    with pytest.raises(KeyUnmade):
        phone.attest(CHALLENGE)


def test_where_no_phone_was_made_none_is_opened() -> None:
    shelf, seal = MemoryShelf(), make_seal()

    with pytest.raises(CardUnmade):
        VirtualPhone.open(model="T", keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)


# --- attestation


def test_a_statement_names_the_model_the_challenge_and_both_keys(phone: VirtualPhone) -> None:
    statement = checked(phone.attest(CHALLENGE).encode())

    assert statement == phone.statement(CHALLENGE)


def test_an_answer_to_another_challenge_is_refused(phone: VirtualPhone) -> None:
    with pytest.raises(AttestationWrong, match="another challenge"):
        checked(phone.attest(b"another challenge").encode())


def test_an_element_of_an_unknown_maker_is_refused(phone: VirtualPhone) -> None:
    stranger = issuer("a stranger").issue(phone.card.public_key(Purpose.AUTH), "element")
    attestation = phone.attest(CHALLENGE)
    forged = Attestation(attestation.statement, attestation.signature, stranger)

    with pytest.raises(AttestationWrong, match="no registered maker"):
        checked(forged.encode())


def test_an_element_certificate_past_its_end_is_refused(phone: VirtualPhone) -> None:
    with pytest.raises(AttestationWrong, match="not valid today"):
        checked(phone.attest(CHALLENGE).encode(), days=3653)


def test_a_signature_by_another_key_is_refused(phone: VirtualPhone) -> None:
    attestation = phone.attest(CHALLENGE)
    signature = Terminal.open(phone).sign(Purpose.AUTH, PINS.auth, attestation.statement)
    forged = Attestation(attestation.statement, signature, attestation.element)

    with pytest.raises(AttestationWrong, match="does not verify"):
        checked(forged.encode())


def test_a_changed_key_in_the_statement_is_refused(phone: VirtualPhone) -> None:
    attestation = phone.attest(CHALLENGE)
    other = issuer("another maker").certificate.public_key()
    spki = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    changed = attestation.statement.replace(phone.card.public_key(Purpose.AUTH), spki)
    forged = Attestation(changed, attestation.signature, attestation.element)

    assert changed != attestation.statement
    with pytest.raises(AttestationWrong, match="does not verify"):
        checked(forged.encode())


@pytest.mark.parametrize(
    "octets",
    [b"", b"\x30\x00", b"\x04\x00", der.sequence(der.null(), der.null(), der.null(), der.null())],
)
def test_octets_that_are_no_attestation_are_refused(octets: bytes) -> None:
    with pytest.raises(AttestationWrong):
        checked(octets)


def test_a_purpose_named_twice_is_refused() -> None:
    maker_keys, spki = maker().keys, maker().keys.public_key("maker")
    entry = der.sequence(der.text("auth"), spki)
    statement = der.sequence(
        der.integer(1), der.text("T"), der.octet_string(CHALLENGE), der.sequence(entry, entry)
    )
    signature = maker_keys.sign_block("maker", SHA256_DIGEST_INFO + sha256(statement).digest())

    with pytest.raises(AttestationWrong, match="one form"):
        checked(Attestation(statement, signature, maker().root).encode())


@given(st.data())
@settings(max_examples=150)
def test_every_changed_octet_is_refused(attested: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(attested) - 1))
    changed = bytearray(attested)
    changed[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(AttestationWrong):
        checked(bytes(changed))


def test_the_makers_root_and_elements_are_ordinary_certificates(phone: VirtualPhone) -> None:
    root, element = map(x509.load_der_x509_certificate, (maker().root, phone.element))

    root.verify_directly_issued_by(root)
    element.verify_directly_issued_by(root)
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not element.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert element.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature


def test_every_cut_of_an_attestation_is_refused(phone: VirtualPhone) -> None:
    octets = phone.attest(CHALLENGE).encode()

    for size in range(0, len(octets), 97):
        with pytest.raises(AttestationWrong):
            checked(octets[:size])
