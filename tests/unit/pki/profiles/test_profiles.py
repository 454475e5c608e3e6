"""What is to be signed follows the profile of its kind, or is refused for want of facts."""

from datetime import timedelta

import pytest
from attrs import evolve

from makers.certificates import CA_PERIOD, ENDS, ISSUED, NAKA, PERSON, facts_of, issue, public
from makers.weak_keys import SHORT
from tegata.pki.profiles.authority_names import authority_name, distribution_point
from tegata.pki.profiles.build import tbs_certificate
from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.facts import Authority, Holder, Issuer, Period, Responder
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind, Family
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.problems import FactsMissing, OutlivesIssuer, PeriodEmpty
from tegata.pki.profiles.rulebook import JPKI, sandbox, sandbox_http
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import read
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.distinguished_name import show_name
from tegata.pki.x509.problems import KeyRefused, MunicipalityUnreadable

HOLDER = Holder(NAKA, Application(7, ISSUED))
BASE = "http://127.0.0.1:8080"


def short_names(kind: CertificateKind) -> list[str]:
    return [
        f"{each.oid}{' critical' if each.critical else ''}" for each in issue(JPKI, kind).extensions
    ]


def test_an_authentication_certificate_has_the_extensions_of_real_ones() -> None:
    assert short_names(CertificateKind.CARD_AUTH) == [
        "2.5.29.15 critical",
        "2.5.29.37",
        "2.5.29.32 critical",
        "2.5.29.18",
        "2.5.29.31",
        "1.3.6.1.5.5.7.1.1",
        "2.5.29.35",
        "2.5.29.14",
    ]


def test_a_signature_certificate_has_the_extensions_of_the_template() -> None:
    assert short_names(CertificateKind.CARD_SIGN) == [
        "2.5.29.15 critical",
        "2.5.29.17",
        "2.5.29.32 critical",
        "2.5.29.18",
        "2.5.29.31",
        "2.5.29.35",
        "2.5.29.14",
    ]


def test_certificates_are_as_long_as_the_real_ones() -> None:
    # Both published authentication certificates have 1,586 octets; the CAs of 2023 these two.
    # The partition's name is as long as theirs only by the same municipality: 横浜市中区.
    assert len(issue(JPKI, CertificateKind.CARD_AUTH).der) == 1586
    assert len(issue(JPKI, CertificateKind.SIGN_CA).der) == 1304
    assert len(issue(JPKI, CertificateKind.AUTH_CA).der) == 1319


@pytest.mark.parametrize("kind", HOLDERS)
def test_a_phones_certificate_differs_from_its_cards_by_policy(kind: CertificateKind) -> None:
    policies = [JPKI.policies[each] for each in HOLDERS]

    assert len(set(policies)) == 4
    assert JPKI.policies[kind].encode() != b""
    assert read.read_policies(issue(JPKI, kind).value_of(ext.CERTIFICATE_POLICIES) or b"") == (
        read.Policy(JPKI.policies[kind], "http://www.jpki.go.jp/cps.html"),
    )


def test_the_list_of_a_municipality_is_named_as_on_real_cards() -> None:
    value = issue(JPKI, CertificateKind.CARD_AUTH).value_of(ext.CRL_DISTRIBUTION_POINTS)
    (point,) = read.read_distribution_points(value or b"")

    assert point.addresses == ()
    assert "; ".join(map(show_name, point.directories)) == (
        "C=JP, O=JPKI, OU=JPKI for user authentication, OU=CRL Distribution Points,"
        " OU=Kanagawa-ken, CN=Yokohama-shi-Naka-ku CRLDP"
    )


def test_over_http_the_same_list_has_an_address_as_well() -> None:
    made = issue(sandbox_http("http://127.0.0.1:9"), CertificateKind.PHONE_SIGN)
    (point,) = read.read_distribution_points(made.value_of(ext.CRL_DISTRIBUTION_POINTS) or b"")

    issuer = key_id_of(public(CertificateKind.SIGN_CA))
    assert point.addresses == (f"http://127.0.0.1:9/crl/{issuer}/14104.crl",)
    assert read.read_ocsp_access(made.value_of(ext.AUTHORITY_INFO_ACCESS) or b"") == (
        "http://127.0.0.1:9/ocsp/sign",
    )


def test_a_certificates_point_holds_the_names_of_its_list() -> None:
    issuer = key_id_of(public(CertificateKind.AUTH_CA))
    for rulebook in (JPKI, sandbox(), sandbox_http()):
        names = distribution_point(rulebook, Family.AUTH, issuer, NAKA)
        made = issue(rulebook, CertificateKind.CARD_AUTH)

        assert (made.value_of(ext.CRL_DISTRIBUTION_POINTS) or b"").endswith(names[2:])


def test_the_sandbox_differs_in_names_hosts_and_policies_alone() -> None:
    real, play = (issue(book, CertificateKind.CARD_AUTH) for book in (JPKI, sandbox()))

    assert [(e.oid, e.critical) for e in real.extensions] == [
        (e.oid, e.critical) for e in play.extensions
    ]
    assert real.subject == play.subject
    assert show_name(play.issuer) == show_name(real.issuer).replace("O=JPKI,", "O=Tegata Sandbox,")


def test_personal_data_come_only_from_a_holder_who_has_them() -> None:
    facts = evolve(facts_of(JPKI, CertificateKind.CARD_SIGN), subject=HOLDER)

    with pytest.raises(FactsMissing, match="four items"):
        tbs_certificate(JPKI, CertificateKind.CARD_SIGN, facts)


def test_an_authentication_certificate_leaves_personal_data_out_even_when_given() -> None:
    facts = evolve(
        facts_of(JPKI, CertificateKind.CARD_AUTH), subject=evolve(HOLDER, personal=PERSON)
    )

    assert "渚".encode() not in tbs_certificate(JPKI, CertificateKind.CARD_AUTH, facts)


@pytest.mark.parametrize("kind", CertificateKind)
@pytest.mark.parametrize(
    "subject", [Authority(), Responder("r"), HOLDER], ids=lambda s: repr(s)[:9]
)
def test_a_subject_of_another_sort_is_refused(
    kind: CertificateKind, subject: Authority | Responder | Holder
) -> None:
    sound = facts_of(JPKI, kind)
    if type(sound.subject) is type(subject):
        return

    with pytest.raises(FactsMissing):
        tbs_certificate(JPKI, kind, evolve(sound, subject=subject))


def test_a_certificate_may_not_outlive_its_issuer() -> None:
    facts = facts_of(JPKI, CertificateKind.CARD_AUTH)
    whole = Period(ISSUED, facts.issuer.expires)
    longer = Period(ISSUED, facts.issuer.expires + timedelta(seconds=1))

    assert tbs_certificate(JPKI, CertificateKind.CARD_AUTH, evolve(facts, period=whole))
    with pytest.raises(OutlivesIssuer):
        tbs_certificate(JPKI, CertificateKind.CARD_AUTH, evolve(facts, period=longer))


def test_a_key_of_another_size_is_refused() -> None:
    facts = evolve(facts_of(JPKI, CertificateKind.CARD_AUTH), key=SHORT.encoding)

    with pytest.raises(KeyRefused):
        tbs_certificate(JPKI, CertificateKind.CARD_AUTH, facts)


def test_a_period_has_whole_seconds_and_is_not_empty() -> None:
    assert Period(ISSUED + timedelta(microseconds=9), ENDS).starts == ISSUED
    with pytest.raises(PeriodEmpty):
        Period(ISSUED, ISSUED + timedelta(microseconds=9))


def test_an_issuer_is_taken_from_its_certificate() -> None:
    made = issue(JPKI, CertificateKind.SIGN_CA)

    issuer = Issuer.of(Family.SIGN, made)

    assert issuer == facts_of(JPKI, CertificateKind.CARD_SIGN).issuer
    assert issuer.name == authority_name(JPKI, Family.SIGN)
    assert issuer.expires == CA_PERIOD.ends
    assert made.key == public(CertificateKind.SIGN_CA)


@pytest.mark.parametrize(
    ("code", "prefecture", "name"),
    [
        ("141046", "Kanagawa-ken", "Yokohama-shi-Naka-ku"),
        ("48101", "Kanagawa-ken", "Yokohama-shi-Naka-ku"),
        ("00104", "Kanagawa-ken", "Yokohama-shi-Naka-ku"),
        ("14104", "神奈川県", "Yokohama-shi-Naka-ku"),
        ("14104", "Kanagawa-ken", "Yokohama"),
        ("14104", "Kanagawa-ken", "Yokohama-shi, CN=x-y"),
        ("１４１０４", "Kanagawa-ken", "Yokohama-shi-Naka-ku"),
    ],
)
def test_what_is_no_municipality_is_refused(code: str, prefecture: str, name: str) -> None:
    with pytest.raises(MunicipalityUnreadable):
        Municipality(code, prefecture, name)
