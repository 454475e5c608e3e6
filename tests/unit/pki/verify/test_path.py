"""The fast path: each refusal by its name, and the rules where it is stricter than RFC 5280."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import Name, NameAttribute, ReasonFlags, RelativeDistinguishedName
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.hierarchy import (
    AUTH_POLICY,
    CA_NAME,
    KIYOSE,
    NOW,
    SIGN_POLICY,
    Ca,
    Leaf,
    RevocationList,
    bare_list,
    key_id,
)
from tegata.kit.core.problem import Problem
from tegata.pki.problems import SignatureWrong
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.path import Purpose, Verified, verify_certificate
from tegata.pki.verify.problems import (
    AnchorUnfit,
    CriticalExtensionUnknown,
    Expired,
    ListUnfit,
    NotTrusted,
    NotYetValid,
    OnHold,
    PolicyUnacceptable,
    Revoked,
    StatusUnknown,
    UsageNotAllowed,
)
from tegata.pki.verify.statuses import StatusLeftOut, StatusSource, TrustedList, TrustedLists
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.usage import KeyUsage

ANOTHER_NAME = Name(list(CA_NAME)[:2])
RELATIVE = RelativeDistinguishedName([NameAttribute(NameOID.COMMON_NAME, "CRL 1")])
CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"
ANCHORS = Anchors.of([Ca("ca1").der, Ca("ca2", serial=2).der])
LIST = RevocationList()
SIGN_IN = Purpose(
    "sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE, frozenset({CLIENT_AUTH})
)
SIGN = Purpose(
    "sign documents",
    frozenset({SIGN_POLICY}),
    KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION,
)
SIGNER = Leaf(policies=(SIGN_POLICY,), signs_documents=True, client_auth=False)


def published(*lists: RevocationList) -> TrustedLists:
    return TrustedLists.of(TrustedList.parse(one.der, ANCHORS) for one in lists)


def judge(
    leaf: Leaf,
    status: StatusSource | None = None,
    *,
    purpose: Purpose = SIGN_IN,
    now: datetime = NOW,
) -> Verified:
    known = published(LIST) if status is None else status
    return verify_certificate(leaf.der, anchors=ANCHORS, purpose=purpose, status=known, now=now)


def test_a_verified_certificate_is_named_by_its_issuers_key_and_its_serial() -> None:
    verified = judge(Leaf())

    assert verified.name == CertificateName(KeyId(key_id("ca1").digest), Serial(Leaf().serial))
    assert verified.policies == {AUTH_POLICY}


@pytest.mark.parametrize(
    ("leaf", "problem"),
    [
        (Leaf(broken=True), SignatureWrong),
        (Leaf(signer="ca2"), SignatureWrong),
        (Leaf(signer="ca2", claims="ca2"), NotTrusted),
        (Leaf(signer="stranger", claims="stranger"), NotTrusted),
        (Leaf(claims_serial=9), NotTrusted),
        (Leaf(claims_issuer=ANOTHER_NAME), NotTrusted),
        (Leaf(issuer=ANOTHER_NAME), NotTrusted),
        (Leaf(ends=NOW - timedelta(seconds=1)), Expired),
        (Leaf(begins=NOW + timedelta(seconds=1)), NotYetValid),
        (Leaf(unknown_critical=True), CriticalExtensionUnknown),
        (Leaf(policies=()), PolicyUnacceptable),
        (Leaf(policies=("2.5.29.32.0",)), PolicyUnacceptable),
        (Leaf(policies=(SIGN_POLICY,)), PolicyUnacceptable),
        (Leaf(authority=True), UsageNotAllowed),
        (Leaf(municipality=KIYOSE), StatusUnknown),
    ],
)
def test_each_reason_has_its_own_refusal(leaf: Leaf, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        judge(leaf)


def test_a_certificate_is_valid_from_its_first_second_through_its_last() -> None:
    judge(Leaf(begins=NOW))
    judge(Leaf(ends=NOW))


def test_a_certificate_for_signing_in_signs_no_documents() -> None:
    judge(SIGNER, purpose=SIGN)

    with pytest.raises(UsageNotAllowed, match="may not be used to sign documents"):
        judge(evolve(SIGNER, signs_documents=False), purpose=SIGN)


def test_an_extended_use_that_is_not_named_is_not_allowed() -> None:
    email = evolve(SIGN_IN, extended=frozenset({"1.3.6.1.5.5.7.3.4"}))

    judge(Leaf(client_auth=False), purpose=email)
    with pytest.raises(UsageNotAllowed):
        judge(Leaf(client_auth=True), purpose=email)


def test_a_suspended_certificate_is_told_from_a_revoked_one() -> None:
    serial = Leaf().serial

    with pytest.raises(OnHold, match="suspended since 2023-05-31"):
        judge(Leaf(), published(LIST.revoking(serial, ReasonFlags.certificate_hold)))
    with pytest.raises(Revoked, match="superseded"):
        judge(Leaf(), published(LIST.revoking(serial)))


def test_of_two_lists_of_one_point_the_later_counts() -> None:
    held = LIST.revoking(Leaf().serial, ReasonFlags.certificate_hold)
    resumed = evolve(LIST, issued=LIST.issued + timedelta(minutes=5))

    assert judge(Leaf(), published(resumed, held)) == judge(Leaf(), published(held, resumed))


@pytest.mark.parametrize("other", [1, Leaf().serial + (1 << 64), (Leaf().serial << 64) + 1])
def test_another_serial_on_the_list_does_no_harm(other: int) -> None:
    judge(Leaf(), published(LIST.revoking(other)))


def test_long_serials_that_end_alike_are_told_apart() -> None:
    long = Leaf(serial=(1 << 158) + 5)
    twin = LIST.revoking((1 << 157) + 5)

    judge(long, published(twin))
    with pytest.raises(Revoked):
        judge(long, published(twin.revoking(long.serial)))


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (LIST.issued - timedelta(seconds=1), "from a later time"),
        (LIST.next + timedelta(seconds=1), "out of date"),
    ],
)
def test_a_list_of_another_time_says_nothing(now: datetime, why: str) -> None:
    judge(Leaf(), now=LIST.issued)
    judge(Leaf(), now=LIST.next)

    with pytest.raises(StatusUnknown, match=why):
        judge(Leaf(), now=now)


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        (RevocationList(broken=True), SignatureWrong),
        (RevocationList(signer="stranger", claims="stranger"), ListUnfit),
        (RevocationList(claims="ca2"), SignatureWrong),
        (RevocationList(only="authorities"), ListUnfit),
        (RevocationList(only="attributes"), ListUnfit),
        (RevocationList(municipality="", relative=RELATIVE), ListUnfit),
        (RevocationList(issuer=ANOTHER_NAME), ListUnfit),
        (RevocationList(base=6), ListUnfit),
        (RevocationList(indirect=True), ListUnfit),
        (RevocationList(some_reasons=True), ListUnfit),
    ],
)
def test_a_list_that_proves_nothing_is_refused(
    listed: RevocationList, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        TrustedList.parse(listed.der, ANCHORS)


@pytest.mark.parametrize(
    "octets",
    [bare_list(SHA1(), LIST.next), bare_list(SHA256())],
    ids=["weak hash", "without end"],
)
def test_a_list_with_a_weak_hash_or_without_an_end_is_refused(octets: bytes) -> None:
    TrustedList.parse(bare_list(SHA256(), LIST.next), ANCHORS)

    with pytest.raises(ListUnfit):
        TrustedList.parse(octets, ANCHORS)


def test_a_list_that_is_not_partitioned_speaks_for_every_municipality() -> None:
    whole = RevocationList(municipality="")

    judge(Leaf(), published(whole))
    judge(Leaf(municipality=KIYOSE), published(whole, LIST))


def test_the_list_of_another_generation_says_nothing() -> None:
    with pytest.raises(StatusUnknown):
        judge(Leaf(), published(RevocationList(signer="ca2", claims="ca2")))


def test_status_may_be_settled_otherwise() -> None:
    judge(Leaf(municipality=KIYOSE), StatusLeftOut())


@pytest.mark.parametrize("ca", [Ca(authority=False), Ca(certifies=False), Ca("weak")])
def test_what_is_no_ca_cannot_be_trusted_as_one(ca: Ca) -> None:
    with pytest.raises(AnchorUnfit):
        Anchors.of([ca.der])


def test_two_anchors_with_one_key_are_refused() -> None:
    with pytest.raises(AnchorUnfit, match="the same key"):
        Anchors.of([Ca().der, Ca(serial=9).der])


@pytest.mark.parametrize(
    ("ca", "problem"),
    [
        (Ca(ends=NOW - timedelta(seconds=1)), Expired),
        (Ca(begins=NOW + timedelta(seconds=1)), NotYetValid),
    ],
)
def test_an_anchor_is_trusted_in_its_own_time_only(ca: Ca, problem: type[Problem]) -> None:
    anchors = Anchors.of([ca.der])

    with pytest.raises(problem, match="The CA "):
        verify_certificate(
            Leaf().der, anchors=anchors, purpose=SIGN_IN, status=StatusLeftOut(), now=NOW
        )


@settings(max_examples=300, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.binary(max_size=2), st.integers(0, 2))
def test_no_changed_certificate_is_accepted(place: float, put: bytes, cut: int) -> None:
    sound = SIGNER.der
    at = int(place * len(sound))
    changed = sound[:at] + put + sound[at + cut :]

    try:
        verify_certificate(changed, anchors=ANCHORS, purpose=SIGN, status=StatusLeftOut(), now=NOW)
    except Problem:
        return
    assert changed == sound


@pytest.mark.parametrize("policies", [frozenset[str](), frozenset({"2.5.29.32.0"})])
def test_a_purpose_names_its_policies(policies: frozenset[str]) -> None:
    with pytest.raises(ValueError, match="policies"):
        Purpose("sign in", policies, KeyUsage.DIGITAL_SIGNATURE)
