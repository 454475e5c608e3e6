"""Every lint finds the defect that it is there for, and none is found in a sound certificate."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve

from makers.altered import (
    ALGORITHM,
    EXTENSIONS,
    ISSUER,
    KEY,
    SERIAL,
    SUBJECT,
    VALIDITY,
    VERSION,
    with_criticality_turned,
    with_extra,
    with_field,
    with_value,
    without,
)
from makers.certificates import ENDS, ISSUED, NAKA, PERSON, issue, tbs_of
from makers.weak_keys import NEIGHBOURS, ROCA_LIKE, SHORT, THREEFOLD
from tegata.pki import der
from tegata.pki.lints.finding import Lint, Specimen
from tegata.pki.lints.jpki import extensions as jpki_extensions
from tegata.pki.lints.jpki import names as jpki_names
from tegata.pki.lints.jpki import numbers, personal, points
from tegata.pki.lints.keys import weak
from tegata.pki.lints.register import LINTS, UNREADABLE, findings, findings_of
from tegata.pki.lints.rfc5280 import extensions, fields, names
from tegata.pki.profiles.authority_names import authority_name, distribution_point, japanese_name
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI, Rulebook, sandbox, sandbox_http
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import write
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.distinguished_name import COMMON_NAME, COUNTRY, JAPAN, Attribute, encode_name
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.personal_data import Spelling
from tegata.pki.x509.usage import KeyUsage

AUTH, SIGN, CA = CertificateKind.CARD_AUTH, CertificateKind.CARD_SIGN, CertificateKind.AUTH_CA
KINDS = {kind: tbs_of(JPKI, kind) for kind in CertificateKind}
auth, signature, authority = KINDS[AUTH], KINDS[SIGN], KINDS[CA]


def validity(starts: datetime, ends: datetime) -> bytes:
    return der.sequence(der.time(starts), der.time(ends))


def two_of(value: bytes) -> bytes:
    return der.sequence(*(each.encoding for each in der.read(value)), der.read(value).value)


def value_of(tbs: bytes, oid: str) -> bytes:
    value = Certificate.parse(assemble(tbs, b"")).value_of(oid)
    assert value is not None
    return value


def personal_reversed() -> bytes:
    return der.sequence(*reversed([each.encoding for each in der.read(PERSON.encoding)]))


BITES: dict[Lint, tuple[CertificateKind, bytes]] = {
    fields.version_3: (AUTH, with_field(with_field(auth, EXTENSIONS, b""), VERSION, b"")),
    fields.period_in_order: (AUTH, with_field(auth, VALIDITY, validity(ENDS, ISSUED))),
    fields.time_form: (
        AUTH,
        with_field(auth, VALIDITY, der.sequence(der.generalized_time(ISSUED), der.time(ENDS))),
    ),
    fields.sha256_with_rsa: (
        AUTH,
        with_field(auth, ALGORITHM, der.sequence(der.object_identifier("1.2.840.113549.1.1.5"))),
    ),
    names.names_present: (AUTH, with_field(auth, SUBJECT, der.sequence())),
    names.names_in_length: (
        AUTH,
        with_field(auth, SUBJECT, encode_name(JAPAN, Attribute(COMMON_NAME, "1" * 65))),
    ),
    names.string_types: (
        AUTH,
        with_field(auth, SUBJECT, encode_name(JAPAN, Attribute(COMMON_NAME, "1", 0x14))),
    ),
    names.country_code: (AUTH, with_field(auth, SUBJECT, encode_name(Attribute(COUNTRY, "jp")))),
    extensions.criticality: (AUTH, with_criticality_turned(auth, ext.SUBJECT_KEY_IDENTIFIER)),
    extensions.authority_marked: (CA, with_criticality_turned(authority, ext.BASIC_CONSTRAINTS)),
    extensions.path_length_of_authority: (
        AUTH,
        with_extra(auth, ext.BASIC_CONSTRAINTS, der.sequence(der.integer(0))),
    ),
    extensions.usage_present: (AUTH, without(auth, ext.KEY_USAGE)),
    extensions.own_key_identified: (
        AUTH,
        with_value(auth, ext.SUBJECT_KEY_IDENTIFIER, write.subject_key_id(KeyId(bytes(20)))),
    ),
    extensions.issuer_key_identified: (AUTH, without(auth, ext.AUTHORITY_KEY_IDENTIFIER)),
    extensions.issuer_and_serial_together: (
        AUTH,
        with_value(
            auth,
            ext.AUTHORITY_KEY_IDENTIFIER,
            der.sequence(der.implicit(0, bytes(20)), der.integer(1, 0x82)),
        ),
    ),
    extensions.alternative_names_present: (
        AUTH,
        with_value(auth, ext.ISSUER_ALT_NAME, der.sequence()),
    ),
    extensions.policies_once: (
        AUTH,
        with_value(
            auth,
            ext.CERTIFICATE_POLICIES,
            two_of(write.policy(JPKI.policies[AUTH], JPKI.cps)),
        ),
    ),
    jpki_names.issuer_named: (
        AUTH,
        with_field(auth, ISSUER, authority_name(JPKI, Family.SIGN)),
    ),
    jpki_names.subject_named: (
        SIGN,
        with_field(signature, SUBJECT, encode_name(JAPAN, Attribute(COMMON_NAME, "1" * 28))),
    ),
    jpki_names.common_name_layout: (
        AUTH,
        with_field(auth, SUBJECT, encode_name(JAPAN, Attribute(COMMON_NAME, "手形　渚"))),
    ),
    jpki_extensions.extension_order: (AUTH, with_criticality_turned(auth, ext.KEY_USAGE)),
    jpki_extensions.key_usage: (
        AUTH,
        with_value(auth, ext.KEY_USAGE, write.key_usage(KeyUsage.NON_REPUDIATION)),
    ),
    jpki_extensions.purposes: (
        AUTH,
        with_value(auth, ext.EXTENDED_KEY_USAGE, write.extended_key_usage("1.3.6.1.5.5.7.3.1")),
    ),
    jpki_extensions.policy: (
        AUTH,
        with_value(auth, ext.CERTIFICATE_POLICIES, write.policy(JPKI.policies[SIGN], JPKI.cps)),
    ),
    jpki_extensions.responder_address: (
        AUTH,
        with_value(auth, ext.AUTHORITY_INFO_ACCESS, write.ocsp_access("http://127.0.0.1/")),
    ),
    jpki_extensions.issuer_fully_identified: (
        AUTH,
        with_value(auth, ext.AUTHORITY_KEY_IDENTIFIER, der.sequence(der.implicit(0, bytes(20)))),
    ),
    points.one_point: (
        AUTH,
        with_value(
            auth,
            ext.CRL_DISTRIBUTION_POINTS,
            write.distribution_points(
                distribution_point(sandbox_http(), Family.AUTH, KeyId(bytes(20)), NAKA)
            ),
        ),
    ),
    points.point_of_the_family: (
        AUTH,
        with_value(
            auth,
            ext.CRL_DISTRIBUTION_POINTS,
            write.distribution_points(
                distribution_point(JPKI, Family.SIGN, KeyId(bytes(20)), NAKA)
            ),
        ),
    ),
    points.japanese_name: (
        AUTH,
        with_value(auth, ext.ISSUER_ALT_NAME, japanese_name(JPKI, Family.SIGN)),
    ),
    personal.six_items_in_order: (
        SIGN,
        with_value(signature, ext.SUBJECT_ALT_NAME, personal_reversed()),
    ),
    personal.items_readable: (
        SIGN,
        with_value(
            signature,
            ext.SUBJECT_ALT_NAME,
            PERSON.encoding.replace(b"419900512", b"519900512"),
        ),
    ),
    personal.repertoire: (
        SIGN,
        with_value(
            signature,
            ext.SUBJECT_ALT_NAME,
            evolve(PERSON, name=Spelling.exact("𠮷野　渚")).encoding,
        ),
    ),
    personal.no_personal_data: (AUTH, with_extra(auth, ext.SUBJECT_ALT_NAME, PERSON.encoding)),
    numbers.serial_size: (AUTH, with_field(auth, SERIAL, der.integer(1 << 31))),
    numbers.key_size: (AUTH, with_field(auth, KEY, SHORT.encoding)),
    numbers.last_second: (
        AUTH,
        with_field(auth, VALIDITY, validity(ISSUED, ENDS + timedelta(seconds=1))),
    ),
    numbers.not_too_long: (
        AUTH,
        with_field(auth, VALIDITY, validity(ISSUED, ENDS + timedelta(days=1000))),
    ),
    weak.small_factors: (AUTH, with_field(auth, KEY, THREEFOLD.encoding)),
    weak.close_primes: (AUTH, with_field(auth, KEY, NEIGHBOURS.encoding)),
    weak.roca: (AUTH, with_field(auth, KEY, ROCA_LIKE.encoding)),
}


def test_every_lint_is_listed_here() -> None:
    assert set(BITES) == set(LINTS)


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.__name__)
def test_the_lint_bites(lint: Lint) -> None:
    kind, tbs = BITES[lint]
    algorithm = list(der.read(tbs))[1 if lint is fields.version_3 else ALGORITHM].encoding
    certificate = Certificate.parse(assemble(tbs, b"", algorithm))
    alone = Specimen(certificate, kind, JPKI)

    if lint is personal.items_readable:  # its finding is the refusal of what it reads
        assert UNREADABLE in {found.code for found in findings(tbs, kind, JPKI)}
    else:
        assert lint(alone) is not None
    assert lint(Specimen(issue(JPKI, kind), kind, JPKI)) is None


@pytest.mark.parametrize("kind", CertificateKind)
@pytest.mark.parametrize("rulebook", [JPKI, sandbox(), sandbox_http()], ids=lambda book: book.name)
def test_a_sound_certificate_has_no_findings(rulebook: Rulebook, kind: CertificateKind) -> None:
    assert findings(tbs_of(rulebook, kind), kind, rulebook) == ()
    assert findings_of(issue(rulebook, kind), kind, rulebook) == ()


@pytest.mark.parametrize("kind", CertificateKind)
def test_a_certificate_of_another_rulebook_is_found(kind: CertificateKind) -> None:
    assert findings(tbs_of(sandbox(), kind), kind, JPKI) != ()


@pytest.mark.parametrize("kind", sorted(set(CertificateKind) - {SIGN, CertificateKind.CARD_AUTH}))
def test_a_certificate_of_another_kind_is_found(kind: CertificateKind) -> None:
    other = SIGN if kind is not CertificateKind.PHONE_SIGN else AUTH

    assert findings(tbs_of(JPKI, kind), other, JPKI) != ()


def test_octets_that_are_no_certificate_are_a_finding() -> None:
    assert [found.code for found in findings(b"\x30\x00", AUTH, JPKI)] == [UNREADABLE]


def test_a_finding_never_shows_personal_data() -> None:
    _kind, tbs = BITES[personal.repertoire]

    assert "渚" not in repr(findings(tbs, SIGN, JPKI))
