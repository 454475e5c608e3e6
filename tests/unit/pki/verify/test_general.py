"""The general path says why, in our own words; what is broken is refused, never raised through."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from makers.hierarchy import (
    AUTH_POLICY,
    CA_NAME,
    KIYOSE,
    NOW,
    Ca,
    Leaf,
    RevocationList,
    bare_list,
    key,
)
from tegata.kit.core.problem import Problem
from tegata.pki.problems import SignatureWrong
from tegata.pki.verify.demands import Demands, StatusCheck
from tegata.pki.verify.general import ValidPath, verify_path
from tegata.pki.verify.problems import (
    CriticalExtensionUnknown,
    Expired,
    NotTrusted,
    NotYetValid,
    ObjectUnreadable,
    OnHold,
    PathBroken,
    PolicyUnacceptable,
    Revoked,
    StatusUnknown,
)

GENERATIONS = [Ca("ca1").der, Ca("ca2", serial=2).der, Ca("ca3", serial=3).der]
SECOND = Leaf(signer="ca2", claims="ca2", claims_serial=2)
LIST = RevocationList()
DEMANDS = Demands(policies=frozenset({AUTH_POLICY}), explicit_policy=True)


def judge(
    leaf: bytes,
    *lists: bytes,
    anchors: Sequence[bytes] = GENERATIONS,
    untrusted: Sequence[bytes] = (),
    demands: Demands = DEMANDS,
    now: datetime = NOW,
) -> ValidPath:
    return verify_path(
        leaf, anchors=anchors, untrusted=untrusted, lists=lists, demands=demands, now=now
    )


@pytest.mark.parametrize("order", [GENERATIONS, GENERATIONS[::-1]])
def test_of_generations_that_share_a_name_the_right_one_is_chosen(order: list[bytes]) -> None:
    published = [LIST.der, RevocationList(signer="ca2", claims="ca2").der]

    path = judge(SECOND.der, *published, anchors=order)

    assert path == ValidPath((GENERATIONS[1], SECOND.der), frozenset({AUTH_POLICY}))


@pytest.mark.parametrize(
    ("leaf", "lists", "problem"),
    [
        (Leaf(broken=True), [LIST], SignatureWrong),
        (Leaf(signer="stranger", claims="stranger"), [LIST], NotTrusted),
        (Leaf(ends=NOW - timedelta(seconds=1)), [LIST], Expired),
        (Leaf(begins=NOW + timedelta(seconds=1)), [LIST], NotYetValid),
        (Leaf(unknown_critical=True), [LIST], CriticalExtensionUnknown),
        (Leaf(policies=()), [LIST], PolicyUnacceptable),
        (Leaf(), [], StatusUnknown),
        (Leaf(municipality=KIYOSE), [LIST], StatusUnknown),
        (Leaf(), [LIST.revoking(Leaf().serial)], Revoked),
        (Leaf(), [LIST.revoking(Leaf().serial, x509.ReasonFlags.certificate_hold)], OnHold),
        (Leaf(), [RevocationList(next=NOW - timedelta(seconds=1))], StatusUnknown),
        (Leaf(), [RevocationList(signer="ca2", claims="ca2")], StatusUnknown),
    ],
)
def test_each_reason_has_its_own_refusal(
    leaf: Leaf, lists: list[RevocationList], problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        judge(leaf.der, *(one.der for one in lists))


def test_the_reason_and_the_day_of_a_revocation_are_told() -> None:
    revoked = LIST.revoking(Leaf().serial, x509.ReasonFlags.key_compromise)

    with pytest.raises(Revoked, match=r"revoked at 2023-05-31T03:00:00Z \(key-compromise\)"):
        judge(Leaf().der, revoked.der)


def test_a_certificate_is_valid_through_its_last_second() -> None:
    judge(Leaf(begins=NOW - timedelta(days=9), ends=NOW).der, LIST.der)


def test_a_listed_certificate_is_refused_even_if_its_entry_is_dated_later() -> None:
    with pytest.raises(Revoked):
        judge(Leaf().der, LIST.revoking(Leaf().serial, since=NOW + timedelta(days=1)).der)


@pytest.mark.parametrize(
    ("anchor", "problem"),
    [
        (Ca(ends=NOW - timedelta(seconds=1)), Expired),
        (Ca(begins=NOW + timedelta(seconds=1)), NotYetValid),
        (Ca(authority=False), NotTrusted),
        (Ca(certifies=False), NotTrusted),
    ],
)
def test_a_ca_is_trusted_no_further_than_its_own_certificate_says(
    anchor: Ca, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        judge(Leaf().der, LIST.der, anchors=[anchor.der])


@pytest.mark.parametrize("longest", [0, 1])
def test_a_ca_is_trusted_for_no_longer_path_than_it_says(longest: int) -> None:
    name, own = x509.Name(list(CA_NAME)[:2]), key("between")
    builder = x509.CertificateBuilder(CA_NAME, name, own.public_key(), 5, NOW, Leaf().ends)
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    between = builder.add_extension(constraints, critical=True).sign(key("ca1"), SHA256())
    leaf = Leaf(signer="between", claims="between", claims_serial=5, issuer=name)
    alone = Demands(status=StatusCheck.NONE)
    given_octets = {"anchors": [Ca(path_length=longest).der], "demands": alone}

    if longest:
        judge(leaf.der, untrusted=[between.public_bytes(Encoding.DER)], **given_octets)
    else:
        with pytest.raises(PathBroken, match="too long"):
            judge(leaf.der, untrusted=[between.public_bytes(Encoding.DER)], **given_octets)


def test_revocation_is_left_out_only_on_demand() -> None:
    alone = Demands(status=StatusCheck.NONE)

    assert judge(Leaf().der, demands=alone).policies == {AUTH_POLICY}


def test_a_list_signed_with_a_weak_hash_is_not_believed() -> None:
    judge(Leaf().der, bare_list(SHA256(), LIST.next))

    with pytest.raises(StatusUnknown):
        judge(Leaf().der, bare_list(SHA1(), LIST.next))


def test_certificates_that_certify_each_other_do_not_keep_us_busy() -> None:
    tangle = [_self_issued(serial) for serial in range(1, 14)]

    with pytest.raises(NotTrusted):
        judge(tangle[0], anchors=[Ca().der], untrusted=tangle[1:])


def _self_issued(serial: int) -> bytes:
    own = key("tangle")
    ends = NOW + timedelta(days=9)
    builder = x509.CertificateBuilder(CA_NAME, CA_NAME, own.public_key(), serial, NOW, ends)
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    built = builder.add_extension(constraints, critical=True).sign(own, SHA256())
    return built.public_bytes(Encoding.DER)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["leaf", "list", "anchor", "untrusted"]),
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=2),
    st.integers(0, 2),
)
def test_whatever_the_octets_nothing_but_a_refusal_comes_out(
    which: str, place: float, put: bytes, cut: int
) -> None:
    given_octets = {"leaf": Leaf().der, "list": LIST.der, "anchor": GENERATIONS[0]}
    given_octets["untrusted"] = GENERATIONS[1]
    sound = given_octets[which]
    at = int(place * len(sound))
    given_octets[which] = sound[:at] + put + sound[at + cut :]

    try:
        judge(
            given_octets["leaf"],
            given_octets["list"],
            anchors=[given_octets["anchor"]],
            untrusted=[given_octets["untrusted"]],
        )
    except Problem:
        return


@pytest.mark.parametrize("octets", [b"", b"\x30\x00", b"no certificate"])
def test_what_is_no_certificate_is_refused(octets: bytes) -> None:
    with pytest.raises(ObjectUnreadable, match="cannot be read"):
        judge(octets, LIST.der)
