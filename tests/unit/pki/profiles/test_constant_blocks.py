"""The blocks that every real certificate carries come out octet for octet (rulebook jpki)."""

import pytest

from makers.certificates import issue, world
from tegata.pki.profiles.authority_names import authority_name, distribution_point, japanese_name
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI, Rulebook, sandbox, sandbox_http
from tegata.pki.x509 import extensions as ext
from tegata.pki.x509 import write
from tegata.pki.x509.names import KeyId

JAPANESE = {
    Family.SIGN: "3081A3A481A030819D310B3009060355040613024A5031273025060355040A0C1EE585ACE79A84E5808BE4BABAE8AA8DE8A8BCE382B5E383BCE38393E382B93130302E060355040B0C27E585ACE79A84E5808BE4BABAE8AA8DE8A8BCE382B5E383BCE38393E382B9E7BDB2E5908DE794A831333031060355040B0C2AE59CB0E696B9E585ACE585B1E59BA3E4BD93E68385E5A0B1E382B7E382B9E38386E383A0E6A99FE6A78B",
    Family.AUTH: "3081ACA481A93081A6310B3009060355040613024A5031273025060355040A0C1EE585ACE79A84E5808BE4BABAE8AA8DE8A8BCE382B5E383BCE38393E382B931393037060355040B0C30E585ACE79A84E5808BE4BABAE8AA8DE8A8BCE382B5E383BCE38393E382B9E588A9E794A8E88085E8A8BCE6988EE794A831333031060355040B0C2AE59CB0E696B9E585ACE585B1E59BA3E4BD93E68385E5A0B1E382B7E382B9E38386E383A0E6A99FE6A78B",
}
CPS = b"http://www.jpki.go.jp/cps.html".hex()
CPS_QUALIFIER = f"302C302A06082B06010505070201161E{CPS}"
POLICIES = {
    CertificateKind.CARD_SIGN: f"303D303B060B2A83088C9B550805010114{CPS_QUALIFIER}",
    CertificateKind.CARD_AUTH: f"303D303B060B2A83088C9B55080501031E{CPS_QUALIFIER}",
}
POINTS = {
    Family.SIGN: "30818F30818CA08189A08186A48183",
    Family.AUTH: "30819130818EA0818BA08188A48185",
}


@pytest.mark.parametrize("family", Family)
def test_the_japanese_name_is_that_of_the_real_authority(family: Family) -> None:
    assert japanese_name(JPKI, family) == bytes.fromhex(JAPANESE[family])


@pytest.mark.parametrize("kind", POLICIES)
def test_the_policy_is_that_of_real_cards(kind: CertificateKind) -> None:
    assert issue(JPKI, kind).value_of(ext.CERTIFICATE_POLICIES) == bytes.fromhex(POLICIES[kind])


def test_the_responder_is_named_as_on_real_cards() -> None:
    address = b"http://ocspauthnorm.jpki.go.jp".hex()

    value = issue(JPKI, CertificateKind.CARD_AUTH).value_of(ext.AUTHORITY_INFO_ACCESS)

    assert value == bytes.fromhex(f"302C302A06082B06010505073001861E{address}")


def test_a_signature_certificate_names_no_responder() -> None:
    assert issue(JPKI, CertificateKind.CARD_SIGN).value_of(ext.AUTHORITY_INFO_ACCESS) is None


@pytest.mark.parametrize(
    ("kind", "head", "middle"),
    [
        (CertificateKind.CARD_AUTH, "3081A78014", "A18188A48185"),
        (CertificateKind.CARD_SIGN, "3081A58014", "A18186A48183"),
    ],
)
def test_the_issuer_is_identified_by_key_and_by_its_own_certificate(
    kind: CertificateKind, head: str, middle: str
) -> None:
    made = world(JPKI)
    issuer = made.issuer_of(kind)

    value = made.certificates[kind].value_of(ext.AUTHORITY_KEY_IDENTIFIER)

    name = issuer.subject.hex()
    assert value == bytes.fromhex(f"{head}{issuer.key_id}{middle}{name}8204067C6A21")


@pytest.mark.parametrize("family", Family)
def test_the_authority_points_to_its_own_list(family: Family) -> None:
    names = distribution_point(JPKI, family, KeyId(bytes(20)), None)

    encoded = write.distribution_points(names)

    assert encoded == bytes.fromhex(POINTS[family]) + authority_name(JPKI, family)


@pytest.mark.parametrize("kind", CertificateKind)
@pytest.mark.parametrize("rulebook", [sandbox(), sandbox_http()], ids=lambda book: book.name)
def test_no_sandbox_certificate_can_be_taken_for_a_real_one(
    rulebook: Rulebook, kind: CertificateKind
) -> None:
    octets = issue(rulebook, kind).der

    assert b"\x0c\x04JPKI" not in octets
    assert b"jpki.go.jp" not in octets
    assert bytes.fromhex("2A83088C9B55080501") not in octets.replace(
        bytes.fromhex("2A83088C9B55080505"), b""
    )
    assert issue(JPKI, kind).issuer not in octets
