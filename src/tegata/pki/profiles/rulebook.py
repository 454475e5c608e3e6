"""Rulebooks: everything in which one world's certificates differ from another's, as data."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from tegata.pki.profiles.kinds import HOLDERS, CertificateKind, Family


class CommonNameLayout(StrEnum):
    """How a holder's common name is made."""

    OFFICE = "office"
    """23 characters with the day of application and the municipality, as on card-auth."""
    DIGITS = "digits"
    """28 digits, of which 14 are the moment of application, as on card-sign."""


class SerialPolicy(StrEnum):
    """How serials are chosen."""

    COUNTER = "counter"
    """One after the other, at most four octets, as JPKI does."""
    RANDOM = "random"
    """Unguessable, as public CAs must."""


@frozen
class Rulebook:
    """One world of certificates. What is uncertain about JPKI is a row of ``switches.SWITCHES``."""

    name: str
    organization: str
    agency: str
    purposes: Mapping[Family, str]
    japanese_organization: str
    japanese_agency: str
    japanese_purposes: Mapping[Family, str]
    policies: Mapping[CertificateKind, str]
    cps: str
    common_names: Mapping[CertificateKind, CommonNameLayout]
    partitioned: frozenset[CertificateKind]
    """The kinds whose revocations stand in their municipality's list; others in the CA's own."""
    ocsp: Mapping[CertificateKind, str]
    """The responder's address in certificates of a kind; a kind left out names none."""
    crl_base: str | None
    """Where lists are fetched over HTTP; none where they are named by directory name alone."""
    serials: SerialPolicy


_ARC = "1.2.392.200149"
_EXAMPLE_ARC = "1.3.6.1.4.1.32473"
"""Kept for examples by RFC 5612, so that nobody can mistake it for JPKI's.

The other arc for examples, 2.999, is misread by decoders that take its first octet for two arcs.
"""

_POLICY_SUFFIXES = {
    CertificateKind.CARD_SIGN: "8.5.1.1.20",
    CertificateKind.CARD_AUTH: "8.5.1.3.30",
    CertificateKind.PHONE_SIGN: "8.5.1.1.40",
    CertificateKind.PHONE_AUTH: "8.5.1.3.50",
}


def _policies(arc: str) -> Mapping[CertificateKind, str]:
    return {kind: f"{arc}.{suffix}" for kind, suffix in _POLICY_SUFFIXES.items()}


JPKI: Final = Rulebook(
    name="jpki",
    organization="JPKI",
    agency="Japan Agency for Local Authority Information Systems",
    purposes={
        Family.SIGN: "JPKI for digital signature",
        Family.AUTH: "JPKI for user authentication",
    },
    japanese_organization="公的個人認証サービス",
    japanese_agency="地方公共団体情報システム機構",
    japanese_purposes={
        Family.SIGN: "公的個人認証サービス署名用",
        Family.AUTH: "公的個人認証サービス利用者証明用",
    },
    policies=_policies(_ARC),
    cps="http://www.jpki.go.jp/cps.html",
    common_names={
        CertificateKind.CARD_SIGN: CommonNameLayout.DIGITS,
        CertificateKind.CARD_AUTH: CommonNameLayout.OFFICE,
        CertificateKind.PHONE_SIGN: CommonNameLayout.DIGITS,
        CertificateKind.PHONE_AUTH: CommonNameLayout.OFFICE,
    },
    partitioned=frozenset(HOLDERS),
    ocsp={
        CertificateKind.CARD_AUTH: "http://ocspauthnorm.jpki.go.jp",
        CertificateKind.PHONE_AUTH: "http://ocspauthnorm.jpki.go.jp",
    },
    crl_base=None,
    serials=SerialPolicy.COUNTER,
)
"""The rulebook of the real service, as far as its certificates are known."""

_BASE = "http://127.0.0.1:8080"
"""An address, because a single label such as localhost is no qualified name (RFC 5280, 4.2.1.6)."""


def sandbox(base: str = _BASE) -> Rulebook:
    """Write the sandbox's rulebook: other names, hosts and policies; the same certificates."""
    addresses = {Family.SIGN: f"{base}/ocsp/sign", Family.AUTH: f"{base}/ocsp/auth"}
    return evolve(
        JPKI,
        name="sandbox",
        organization="Tegata Sandbox",
        japanese_organization="手形サンドボックス（模擬）",
        japanese_agency="地方公共団体情報システム機構（模擬）",
        japanese_purposes={
            family: f"{purpose}（模擬）" for family, purpose in JPKI.japanese_purposes.items()
        },
        policies=_policies(_EXAMPLE_ARC),
        cps=f"{base}/cps.html",
        ocsp={kind: addresses[HOLDERS[kind]] for kind in JPKI.ocsp},
    )


def sandbox_http(base: str = _BASE) -> Rulebook:
    """Write the sandbox's rulebook for clients that fetch lists and answers by themselves."""
    addresses = {Family.SIGN: f"{base}/ocsp/sign", Family.AUTH: f"{base}/ocsp/auth"}
    return evolve(
        sandbox(base),
        name="sandbox-http",
        ocsp={kind: addresses[family] for kind, family in HOLDERS.items()},
        crl_base=base,
    )
