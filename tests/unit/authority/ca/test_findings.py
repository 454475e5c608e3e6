"""What speaks against a signature: every complaint has a draft that earns it, and no other."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve

from house.source import SOURCE
from makers.altered import with_field
from makers.certificates import CA_PERIOD, ENDS, ISSUED, facts_of, issue, tbs_of
from tegata.authority.ca import rules
from tegata.authority.ca.values import Draft, Generation
from tegata.pki.crl.draft import ListHead, draft
from tegata.pki.crl.entries import Entries
from tegata.pki.profiles.authority_names import authority_name
from tegata.pki.profiles.facts import Period
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import sandbox
from tegata.pki.x509.names import KeyId, Serial

BOOK = sandbox("http://127.0.0.1:8080")
KIND = CertificateKind.CARD_SIGN
GENERATION = Generation(Family.SIGN, 3, BOOK, issue(BOOK, CertificateKind.SIGN_CA))
FACTS = facts_of(BOOK, KIND)
OTHER_KEY = KeyId(bytes(20))
SECOND = timedelta(seconds=1)


def ordered(kind: CertificateKind = KIND, **changes: object) -> Draft:
    return Draft(
        1, GENERATION.key_id, facts_of(BOOK, kind).serial, kind, tbs_of(BOOK, kind, **changes)
    )


def listed(**changes: object) -> Draft:
    stated = {
        "issuer": GENERATION.certificate.subject,
        "issuer_key": GENERATION.key_id,
        "this_update": ISSUED,
        "next_update": ISSUED + timedelta(hours=36),
        "number": 7,
    }
    head = ListHead(**(stated | changes))
    return Draft(2, GENERATION.key_id, None, None, draft(head, Entries.of(())).tbs())


def shortened(position: int) -> Draft:
    """Leave one field of a list out: version, algorithm, issuer, two times, extensions."""
    whole = listed()
    return evolve(whole, tbs=with_field(whole.tbs, position, b""))


@pytest.mark.parametrize("kind", [CertificateKind.CARD_SIGN, CertificateKind.PHONE_SIGN])
def test_nothing_speaks_against_what_was_ordered(kind: CertificateKind) -> None:
    assert rules.findings(ordered(kind), GENERATION) == ()


def test_nothing_speaks_against_a_drafted_list() -> None:
    assert rules.findings(listed(), GENERATION) == ()


@pytest.mark.parametrize(
    ("complaint", "strange"),
    [
        (
            "it names another key",
            lambda: ordered(issuer=evolve(FACTS.issuer, key_id=OTHER_KEY)),
        ),
        (
            "its serial is not the one given away",
            lambda: evolve(ordered(), serial=Serial(FACTS.serial.number + 1)),
        ),
    ],
)
def test_a_certificate_that_is_not_the_ordered_one_is_not_signed(
    complaint: str, strange: Callable[[], Draft]
) -> None:
    assert rules.findings(strange(), GENERATION) == (complaint,)


def test_a_certificate_that_names_another_issuer_is_not_signed() -> None:
    other = evolve(GENERATION.certificate, subject=authority_name(BOOK, Family.AUTH))

    found = rules.findings(ordered(), evolve(GENERATION, certificate=other))

    assert found == ("it names another issuer",)


def test_a_certificate_may_end_with_its_issuer_and_not_a_second_later() -> None:
    ends = evolve(GENERATION.certificate, not_after=ENDS)
    ends_before = evolve(GENERATION.certificate, not_after=ENDS - SECOND)

    assert rules.findings(ordered(), evolve(GENERATION, certificate=ends)) == ()
    assert rules.findings(ordered(), evolve(GENERATION, certificate=ends_before)) == (
        "it outlives its issuer",
    )


def test_the_press_makes_no_ca_however_well_formed() -> None:
    draft = ordered(CertificateKind.SIGN_CA)

    assert rules.lint(draft.tbs, CertificateKind.SIGN_CA, BOOK) == ()
    assert "only a ceremony makes a CA" in rules.findings(draft, GENERATION)


def test_a_finding_of_the_lints_is_told_with_its_code() -> None:
    late = ordered(period=Period(ISSUED, CA_PERIOD.ends))

    assert any(re.match(r"jpki\.[a-z-]+: ", each) for each in rules.findings(late, GENERATION))


@pytest.mark.parametrize(
    ("complaint", "strange"),
    [
        ("it names another issuer", lambda: listed(issuer=authority_name(BOOK, Family.AUTH))),
        ("it names another key", lambda: listed(issuer_key=OTHER_KEY)),
        ("it ends before it begins", lambda: listed(next_update=ISSUED)),
        (
            "it outlives its issuer",
            lambda: listed(
                this_update=CA_PERIOD.ends + SECOND, next_update=CA_PERIOD.ends + 2 * SECOND
            ),
        ),
    ],
)
def test_a_list_that_relying_parties_would_misread_is_not_signed(
    complaint: str, strange: Callable[[], Draft]
) -> None:
    assert rules.findings(strange(), GENERATION) == (complaint,)


def test_a_list_without_its_extensions_has_no_number_and_no_key() -> None:
    found = rules.findings(shortened(5), GENERATION)

    assert found == ("it names another key", "it has no number")


def test_a_list_without_an_end_is_not_signed() -> None:
    found = rules.findings(shortened(4), GENERATION)

    assert "it does not say when the next one comes" in found


def test_octets_that_are_no_list_are_not_signed() -> None:
    assert len(rules.findings(evolve(listed(), tbs=b"\x30\x00"), GENERATION)) == 1


def test_the_token_of_a_signature_is_made_in_one_place_only() -> None:
    makers = [
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        for _ in re.finditer(r"\bChecked\(", file.read_text())
    ]

    assert makers == ["authority/ca/service/press.py"]
