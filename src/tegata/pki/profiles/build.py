"""Build what a CA signs: the TBSCertificate of a kind, from facts alone."""

from tegata.pki import der
from tegata.pki.profiles.authority_names import authority_name
from tegata.pki.profiles.facts import Authority, Facts, Issuer, Period
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.problems import OutlivesIssuer
from tegata.pki.profiles.profile import Draft
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.profiles.table import PROFILES
from tegata.pki.x509.extensions import Extension, encode_extensions
from tegata.pki.x509.keys import check_key
from tegata.pki.x509.names import Serial
from tegata.pki.x509.signature import SHA256_WITH_RSA_ALGORITHM

_VERSION_3 = der.explicit(0, der.integer(2))


def tbs_certificate(rulebook: Rulebook, kind: CertificateKind, facts: Facts) -> bytes:
    """Build the octets to be signed (RFC 5280, 4.1.2).

    Raises FactsMissing, OutlivesIssuer, KeyRefused or ApplicationOutOfRange.
    """
    check_key(facts.key)
    if facts.period.ends > facts.issuer.expires:
        raise OutlivesIssuer(
            ends=facts.period.ends.isoformat(), issuer_ends=facts.issuer.expires.isoformat()
        )
    profile, draft = PROFILES[kind], Draft(rulebook, kind, facts)
    made = ((line, line.make(draft)) for line in profile.lines)
    extensions = [
        Extension(line.oid, line.critical, value) for line, value in made if value is not None
    ]
    return der.sequence(
        _VERSION_3,
        der.integer(facts.serial.number),
        SHA256_WITH_RSA_ALGORITHM,
        facts.issuer.name,
        der.sequence(der.time(facts.period.starts), der.time(facts.period.ends)),
        profile.subject(draft),
        facts.key,
        der.explicit(3, encode_extensions(*extensions)),
    )


def authority_facts(
    rulebook: Rulebook, family: Family, *, serial: Serial, period: Period, key: bytes
) -> Facts:
    """Bring together the facts of a CA's own certificate. Raises MalformedDer."""
    name = authority_name(rulebook, family)
    issuer = Issuer.root(family, name, key, serial, period)
    return Facts(serial, period, key, issuer, Authority())
