"""The fast path and the general path agree about certificates like JPKI's, however bent."""

from datetime import datetime, timedelta

from attrs import evolve
from cryptography.x509 import Name, ReasonFlags
from hypothesis import HealthCheck, event, given, settings
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
)
from tegata.kit.core.problem import Problem
from tegata.pki.verify.anchors import Anchors
from tegata.pki.verify.demands import Demands
from tegata.pki.verify.general import verify_path
from tegata.pki.verify.path import Purpose, verify_certificate
from tegata.pki.verify.statuses import TrustedList, TrustedLists
from tegata.pki.x509.usage import KeyUsage

SERIALS = {"ca1": 0x0133C349, "ca2": 0x06D18006, "stranger": 0x0133C349}
TRUSTED = [Ca("ca1").der, Ca("ca2", serial=SERIALS["ca2"]).der]
PURPOSE = Purpose("sign in", frozenset({AUTH_POLICY}), KeyUsage.DIGITAL_SIGNATURE)
DEMANDS = Demands(policies=frozenset({AUTH_POLICY}), explicit_policy=True, inhibit_any_policy=True)
ANY_POLICY = "2.5.29.32.0"

generations = st.sampled_from(list(SERIALS))
hours = st.sampled_from([-30000, -24, -1, 0, 1, 24, 30000]).map(lambda n: timedelta(hours=n))
moments = hours.map(lambda shift: NOW + shift)
shifts = st.sampled_from([0] * 9 + [-24, -7, -6, 18, 19, 60000]).map(lambda n: timedelta(hours=n))


@st.composite
def leaves(draw: st.DrawFn) -> Leaf:
    issuer = draw(st.sampled_from(["ca1", "ca2"]))
    sound = Leaf(signer=issuer, claims=issuer, claims_serial=SERIALS[issuer])
    bends = {
        "signer": generations,
        "claims": generations,
        "claims_serial": st.sampled_from([1, *SERIALS.values()]),
        "claims_issuer": st.just(Name(list(CA_NAME)[:2])),
        "issuer": st.just(Name(list(CA_NAME)[:2])),
        "serial": st.integers(1, (1 << 159) - 1),
        "begins": moments,
        "ends": moments,
        "policies": st.sampled_from(
            [(), (SIGN_POLICY,), (SIGN_POLICY, AUTH_POLICY), (ANY_POLICY,)]
        ),
        "signs_documents": st.booleans(),
        "client_auth": st.booleans(),
        "unknown_critical": st.just(value=True),
        "municipality": st.just(KIYOSE),
        "broken": st.just(value=True),
    }
    bent = evolve(sound, **_some(draw, bends))
    return bent if bent.begins < bent.ends else sound


@st.composite
def lists(draw: st.DrawFn, leaf: Leaf) -> RevocationList:
    sound = RevocationList(signer=leaf.claims, claims=leaf.claims)
    reasons = st.sampled_from(
        [ReasonFlags.superseded, ReasonFlags.certificate_hold, ReasonFlags.key_compromise]
    )
    serials = st.sampled_from([leaf.serial, leaf.serial + 1])
    entry = st.tuples(serials, reasons, st.sampled_from([NOW, NOW - timedelta(days=3)]))
    signer = draw(generations)
    bends = {
        "claims": st.just(signer),
        "signer": st.just(signer),
        "issued": moments,
        "next": moments,
        "municipality": st.just(KIYOSE),
        "entries": entry.map(lambda one: (one,)),
        "unknown_critical": st.just(value=True),
        "only": st.sampled_from(["people", "authorities", "attributes"]),
        "broken": st.just(value=True),
    }
    chosen = _some(draw, bends)
    if {"claims", "signer"} & set(chosen):  # the general path does not look at what a list claims
        chosen |= {"claims": signer, "signer": signer}
    bent = evolve(sound, **chosen)
    return bent if bent.issued < bent.next else sound


def _some(draw: st.DrawFn, bends: dict[str, st.SearchStrategy[object]]) -> dict[str, object]:
    """Bend nothing, one thing or two."""
    names = draw(st.lists(st.sampled_from(sorted(bends)), max_size=2, unique=True))
    return {name: draw(bends[name]) for name in names}


def fast(leaf: bytes, published: list[bytes], now: datetime) -> str:
    anchors = Anchors.of(TRUSTED)
    try:
        status = TrustedLists.of(_believed(published, anchors))
        verify_certificate(leaf, anchors=anchors, purpose=PURPOSE, status=status, now=now)
    except Problem as refusal:
        return refusal.code
    return "valid"


def _believed(published: list[bytes], anchors: Anchors) -> list[TrustedList]:
    believed = []
    for octets in published:
        try:
            believed.append(TrustedList.parse(octets, anchors))
        except Problem as refusal:
            event(refusal.code)
    return believed


def general(leaf: bytes, published: list[bytes], now: datetime) -> str:
    try:
        verify_path(leaf, anchors=TRUSTED, untrusted=[], lists=published, demands=DEMANDS, now=now)
    except Problem as refusal:
        return refusal.code
    return "valid"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_both_paths_accept_the_same_certificates(data: st.DataObject) -> None:
    leaf = data.draw(leaves())
    here = data.draw(lists(leaf))
    elsewhere = RevocationList(municipality="Shibuya-ku").revoking(leaf.serial)
    now = NOW + data.draw(shifts)
    published = [here.der, elsewhere.der]

    quick, thorough = fast(leaf.der, published, now), general(leaf.der, published, now)

    event(f"{quick} / {thorough}")
    assert (quick == "valid") == (thorough == "valid"), (quick, thorough)


def test_a_sound_certificate_is_accepted_by_both() -> None:
    octets, published = Leaf().der, [RevocationList().der]

    assert fast(octets, published, NOW) == general(octets, published, NOW) == "valid"
