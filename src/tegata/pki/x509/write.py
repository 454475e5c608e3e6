"""Write the values of extensions (RFC 5280, 4.2.1 and 4.2.2)."""

from tegata.pki import der
from tegata.pki.der import Tag
from tegata.pki.x509.general_names import address, directory_name
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.usage import KeyUsage

_CPS = "1.3.6.1.5.5.7.2.1"
_OCSP = "1.3.6.1.5.5.7.48.1"


def key_usage(usage: KeyUsage) -> bytes:
    """Encode a KeyUsage as the shortest named bit list (X.690, 11.2.2)."""
    size = usage.value.bit_length()
    octets = sum(1 << (15 - n) for n in range(size) if usage.value >> n & 1).to_bytes(2, "big")
    octets = octets.rstrip(b"\x00")
    return der.bit_string(octets, unused=8 * len(octets) - size)


def extended_key_usage(*purposes: str) -> bytes:
    """Encode an ExtKeyUsageSyntax."""
    return der.sequence(*map(der.object_identifier, purposes))


def authority_constraints() -> bytes:
    """Encode BasicConstraints for a CA without a limit on the path."""
    return der.sequence(der.boolean(truth=True))


def policy(oid: str, cps: str) -> bytes:
    """Encode CertificatePolicies: one policy, with the address of its practice statement."""
    qualifier = der.sequence(der.object_identifier(_CPS), der.text(cps, Tag.IA5_STRING))
    return der.sequence(der.sequence(der.object_identifier(oid), der.sequence(qualifier)))


def distribution_point_name(general_names: bytes) -> bytes:
    """Encode a DistributionPointName, fullName, from a GeneralNames."""
    return der.explicit(0, b"".join(name.encoding for name in der.read(general_names)))


def distribution_points(general_names: bytes) -> bytes:
    """Encode CRLDistributionPoints: one point with these names."""
    return der.sequence(der.sequence(der.explicit(0, distribution_point_name(general_names))))


def ocsp_access(uri: str) -> bytes:
    """Encode an AuthorityInfoAccess that names an OCSP responder alone."""
    return der.sequence(der.sequence(der.object_identifier(_OCSP), address(uri)))


def subject_key_id(key_id: KeyId) -> bytes:
    """Encode a SubjectKeyIdentifier."""
    return der.octet_string(key_id.octets)


def authority_key_id(key_id: KeyId, issuer: bytes, serial: Serial) -> bytes:
    """Encode an AuthorityKeyIdentifier with key, and with the CA certificate's issuer and serial."""
    return der.sequence(
        der.implicit(0, key_id.octets),
        der.explicit(1, directory_name(issuer)),
        der.integer(serial.number, 0x82),
    )
