"""A certificate is read strictly: as it was encoded, or refused by name."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.altered import (
    EXTENSIONS,
    SERIAL,
    VERSION,
    with_a_field_too_many,
    with_field,
    with_value,
    without,
)
from makers.certificates import ENDS, ISSUED, issue, public, sign, tbs_of
from tegata.kit.core.problem import Problem
from tegata.pki import der
from tegata.pki.problems import AlgorithmUnsupported, MalformedDer, SignatureWrong
from tegata.pki.profiles.kinds import AUTHORITIES, HOLDERS, CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI, sandbox_http
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import read, write
from tegata.pki.x509.certificate import Certificate, assemble, key_id_of
from tegata.pki.x509.distinguished_name import read_name, show_name
from tegata.pki.x509.extensions import Extension, encode_extensions
from tegata.pki.x509.names import Serial
from tegata.pki.x509.personal_data import PersonalData
from tegata.pki.x509.problems import CertificateRefused

AUTH, SIGN = CertificateKind.CARD_AUTH, CertificateKind.CARD_SIGN
SOUND = tbs_of(JPKI, AUTH)
READERS = {
    ext.KEY_USAGE: read.read_key_usage,
    ext.EXTENDED_KEY_USAGE: read.read_extended_key_usage,
    ext.BASIC_CONSTRAINTS: read.read_constraints,
    ext.CERTIFICATE_POLICIES: read.read_policies,
    ext.SUBJECT_ALT_NAME: read.read_names,
    ext.ISSUER_ALT_NAME: read.read_names,
    ext.CRL_DISTRIBUTION_POINTS: read.read_distribution_points,
    ext.AUTHORITY_INFO_ACCESS: read.read_ocsp_access,
    ext.AUTHORITY_KEY_IDENTIFIER: read.read_authority_key_id,
    ext.SUBJECT_KEY_IDENTIFIER: read.read_octets,
}


def parse_tbs(tbs: bytes) -> Certificate:
    return Certificate.parse(assemble(tbs, b"signature"))


@pytest.mark.parametrize("kind", CertificateKind)
def test_every_field_comes_back(kind: CertificateKind) -> None:
    tbs = tbs_of(JPKI, kind)

    found = Certificate.parse(assemble(tbs, b"signature"))

    assert (found.tbs, found.signature) == (tbs, b"signature")
    assert (found.version, found.algorithm) == (3, "1.2.840.113549.1.1.11")
    assert found.key == public(kind)
    assert found.subject_key_id == found.key_id.octets


def test_a_holders_certificate_says_who_when_and_by_whom() -> None:
    found = issue(JPKI, SIGN)

    assert show_name(found.issuer) == (
        "C=JP, O=JPKI, OU=JPKI for digital signature,"
        " OU=Japan Agency for Local Authority Information Systems"
    )
    assert show_name(found.subject) == (
        "C=JP, L=Kanagawa-ken, L=Yokohama-shi-Naka-ku, CN=2023051112000000000000000007"
    )
    assert (found.not_before, found.not_after) == (ISSUED, ENDS)
    assert str(found.name) == f"{key_id_of(public(CertificateKind.SIGN_CA))}:{found.serial}"
    assert found.authority_key_id.issuer == found.issuer
    assert found.authority_key_id.serial == 0x067C6A21


def test_a_signature_of_the_issuer_is_told_from_any_other() -> None:
    found = issue(JPKI, AUTH)

    found.check_signed_by(public(CertificateKind.AUTH_CA))
    with pytest.raises(SignatureWrong):
        found.check_signed_by(public(CertificateKind.SIGN_CA))


def test_an_algorithm_of_another_kind_of_key_is_not_accepted() -> None:
    ecdsa = der.sequence(der.object_identifier("1.2.840.10045.4.3.2"))
    tbs = with_field(SOUND, 2, ecdsa)
    signature = sign(CertificateKind.AUTH_CA, tbs)

    with pytest.raises(AlgorithmUnsupported):
        Certificate.parse(assemble(tbs, signature, ecdsa)).check_signed_by(
            public(CertificateKind.AUTH_CA)
        )


def test_the_authority_is_named_by_its_own_key() -> None:
    found = issue(JPKI, CertificateKind.SIGN_CA)

    assert found.name.issuer == found.key_id


def test_a_certificate_that_names_no_issuers_key_has_no_name() -> None:
    found = parse_tbs(without(SOUND, ext.AUTHORITY_KEY_IDENTIFIER))

    with pytest.raises(CertificateRefused, match="issuer's key"):
        assert found.name


def test_a_key_identifier_of_another_length_is_no_name() -> None:
    short = der.sequence(der.implicit(0, b"1234"))
    found = parse_tbs(with_value(SOUND, ext.AUTHORITY_KEY_IDENTIFIER, short))

    with pytest.raises(CertificateRefused, match="issuer's key"):
        assert found.name


@pytest.mark.parametrize(
    ("position", "encoding"),
    [
        (SERIAL, der.integer(0)),
        (SERIAL, der.integer(-1)),
        (SERIAL, der.integer(1 << 159)),
        (VERSION, der.explicit(0, der.integer(3))),
        (VERSION, der.explicit(0, der.integer(0))),
        (VERSION, der.explicit(0, der.integer(1))),
        (VERSION, b""),
        (2, der.sequence(der.object_identifier("1.2.840.113549.1.1.5"), der.null())),
    ],
)
def test_what_rfc_5280_rules_out_is_refused(position: int, encoding: bytes) -> None:
    with pytest.raises(CertificateRefused):
        parse_tbs(with_field(SOUND, position, encoding))


TWICE = encode_extensions(*[Extension("1.2.3", critical=False, value=b"")] * 2)
FALSE = der.sequence(
    der.sequence(der.object_identifier("1.2.3"), der.boolean(truth=False), der.octet_string(b""))
)


@pytest.mark.parametrize("extensions", [TWICE, FALSE, der.sequence()])
def test_extensions_that_der_rules_out_are_refused(extensions: bytes) -> None:
    with pytest.raises(MalformedDer):
        parse_tbs(with_field(SOUND, EXTENSIONS, der.explicit(3, extensions)))


def test_octets_behind_the_certificate_are_refused() -> None:
    with pytest.raises(MalformedDer):
        Certificate.parse(assemble(SOUND, b"") + b"\x00")


def test_a_field_too_many_is_refused_wherever_it_stands() -> None:
    fuller = list(with_a_field_too_many(issue(JPKI, AUTH).der))

    assert len(fuller) > 30
    for octets in fuller:
        with pytest.raises(Problem):
            Certificate.parse(octets)


def test_a_signature_of_broken_octets_is_refused() -> None:
    whole = assemble(SOUND, b"signature")

    with pytest.raises(MalformedDer, match="whole octets"):
        Certificate.parse(whole.replace(b"\x00signature", b"\x01signature"))


def test_a_certificate_of_version_1_is_read() -> None:
    tbs = with_field(with_field(SOUND, EXTENSIONS, b""), VERSION, b"")

    assert (parse_tbs(tbs).version, parse_tbs(tbs).extensions) == (1, ())


MUTANTS = [
    issue(sandbox_http(), kind).der for kind in (SIGN, AUTH, CertificateKind.OCSP_RESPONDER)
] + [issue(JPKI, CertificateKind.SIGN_CA).der]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(MUTANTS),
    st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 8),
)
def test_a_mutated_certificate_is_read_or_refused_by_name(
    octets: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    mutant = bytearray(octets)
    for at, octet in changes:
        mutant[at % len(mutant)] = octet
    try:
        _look_at_everything(Certificate.parse(bytes(mutant[: len(mutant) - cut])))
    except Problem:
        return


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=40), st.sampled_from([0x30, 3, 4]))
def test_any_extension_value_is_read_or_refused_by_name(oid: str, content: bytes, tag: int) -> None:
    try:
        READERS[oid](der.element(tag, content))
    except Problem:
        return


def _look_at_everything(found: Certificate) -> None:
    for look in (
        lambda: found.check_signed_by(public(CertificateKind.AUTH_CA)),
        lambda: found.check_signed_by(found.key),
        lambda: found.name,
        lambda: (read_name(found.issuer), read_name(found.subject)),
        lambda: PersonalData.parse(found.value_of(ext.SUBJECT_ALT_NAME) or b""),
        *(
            lambda each=each: READERS[each.oid](each.value)
            for each in found.extensions
            if each.oid in READERS
        ),
    ):
        try:
            look()
        except Problem:
            continue
    assert isinstance(found.not_after, datetime)


def test_the_tables_of_families_cover_every_kind_but_the_responder() -> None:
    families = {**AUTHORITIES, **HOLDERS}

    assert set(CertificateKind) - set(families) == {CertificateKind.OCSP_RESPONDER}
    assert set(AUTHORITIES.values()) == set(Family)


def test_a_serial_is_read_as_it_is_written() -> None:
    assert parse_tbs(with_field(SOUND, SERIAL, der.integer(0x80))).serial == Serial(0x80)


@pytest.mark.parametrize("rulebook", [JPKI, sandbox_http()], ids=lambda book: book.name)
def test_the_extensions_values_come_back(rulebook) -> None:  # noqa: ANN001
    found = issue(rulebook, AUTH)
    value = found.value_of(ext.CRL_DISTRIBUTION_POINTS)
    assert value is not None
    (point,) = read.read_distribution_points(value)

    assert read.read_policies(found.value_of(ext.CERTIFICATE_POLICIES) or b"") == (
        read.Policy(rulebook.policies[AUTH], rulebook.cps),
    )
    assert show_name(point.directories[0]).endswith("CN=Yokohama-shi-Naka-ku CRLDP")
    assert len(point.addresses) == (0 if rulebook is JPKI else 1)
    assert (
        write.distribution_points(der.sequence(*(each.encoding for each in _names_of(value))))
        == value
    )


def _names_of(points: bytes) -> der.Element:
    (point,) = der.read(points)
    (named,) = point
    (full,) = named
    return full
