"""A hierarchy like JPKI's, made with `cryptography`: generations of a CA that share one name."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from attrs import evolve, frozen
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from tegata.pki import der

NOW = datetime(2023, 6, 1, 3, 0, 0, tzinfo=UTC)
SIGN_POLICY, AUTH_POLICY = "1.2.392.200149.8.5.1.1.20", "1.2.392.200149.8.5.1.3.30"
UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.55555.1"), b"\x05\x00")
NAKA, KIYOSE = "Yokohama-shi-Naka-ku", "Kiyose-shi"


def _name(*units: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEGATA-TEST"),
            *(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit) for unit in units),
        ]
    )


CA_NAME = _name("Tegata for user authentication", "Tegata test authority")


@cache
def key(owner: str) -> rsa.RSAPrivateKey:
    """The key of an owner, the same all through a run; the owner "weak" has a short one."""
    return rsa.generate_private_key(65537, 1024 if owner == "weak" else 2048)


def key_id(owner: str) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key(owner).public_key())


@frozen
class Ca:
    """A self-signed generation, named by its key: "ca1", "ca2"."""

    generation: str = "ca1"
    begins: datetime = datetime(2020, 1, 1, tzinfo=UTC)
    ends: datetime = datetime(2029, 12, 31, 14, 59, 59, tzinfo=UTC)
    authority: bool = True
    certifies: bool = True
    serial: int = 0x0133C349
    path_length: int | None = None

    @property
    def der(self) -> bytes:
        return _ca(self)


@cache
def _ca(ca: Ca) -> bytes:
    usage = _usage(key_cert_sign=ca.certifies, crl_sign=True)
    constraints = x509.BasicConstraints(ca=ca.authority, path_length=ca.path_length)
    own = key(ca.generation)
    builder = x509.CertificateBuilder(
        CA_NAME, CA_NAME, own.public_key(), ca.serial, ca.begins, ca.ends
    )
    for extension, critical in (
        (usage, True),
        (constraints, True),
        (key_id(ca.generation), False),
    ):
        builder = builder.add_extension(extension, critical)
    return builder.sign(own, SHA256()).public_bytes(Encoding.DER)


def _usage(**named: bool) -> x509.KeyUsage:
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement"
        " key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: named.get(name, False) for name in every.split()})


@frozen
class Leaf:
    """A certificate of a person; the fields are what the tests bend."""

    signer: str = "ca1"
    """Whose key signs it."""
    claims: str = "ca1"
    """Whose key it names as its issuer's."""
    claims_serial: int = 0x0133C349
    claims_issuer: x509.Name = CA_NAME
    """What it says about the CA's own certificate."""
    issuer: x509.Name = CA_NAME
    serial: int = 0x01A2B3C4
    begins: datetime = datetime(2023, 5, 11, 16, 20, 5, tzinfo=UTC)
    ends: datetime = datetime(2028, 5, 10, 14, 59, 59, tzinfo=UTC)
    policies: tuple[str, ...] = (AUTH_POLICY,)
    signs_documents: bool = False
    client_auth: bool = True
    unknown_critical: bool = False
    municipality: str = NAKA
    authority: bool = False
    broken: bool = False

    @property
    def der(self) -> bytes:
        return _bent(self._signed(), self.broken)

    def _signed(self) -> bytes:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "012345E79B4XYZ14104003A")])
        builder = x509.CertificateBuilder(
            self.issuer, subject, key("holder").public_key(), self.serial, self.begins, self.ends
        )
        for extension, critical in self._extensions().items():
            builder = builder.add_extension(extension, critical)
        return builder.sign(key(self.signer), SHA256()).public_bytes(Encoding.DER)

    def _extensions(self) -> Mapping[x509.ExtensionType, bool]:
        usage = _usage(digital_signature=True, content_commitment=self.signs_documents)
        ca = x509.DirectoryName(CA_NAME)
        person = x509.OtherName(x509.ObjectIdentifier("1.2.392.200149.8.5.5.1"), b"\x0c\x03abc")
        ocsp = x509.UniformResourceIdentifier("http://localhost:8080/ocsp")
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, ocsp)
        found: dict[x509.ExtensionType, bool] = {usage: True}
        if self.client_auth:
            found[x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])] = False
        if self.signs_documents:
            found[x509.SubjectAlternativeName([person])] = False
        if self.policies:
            found[_policies(self.policies)] = True
        found[x509.IssuerAlternativeName([ca])] = False
        found[x509.CRLDistributionPoints([_point(self.municipality)])] = False
        found[x509.AuthorityInformationAccess([access])] = False
        found[
            x509.AuthorityKeyIdentifier(
                key_id(self.claims).digest,
                [x509.DirectoryName(self.claims_issuer)],
                self.claims_serial,
            )
        ] = False
        if self.unknown_critical:
            found[UNKNOWN] = True
        if self.authority:
            found[x509.BasicConstraints(ca=True, path_length=None)] = True
        found[key_id("holder")] = False
        return found


def _policies(policies: tuple[str, ...]) -> x509.CertificatePolicies:
    cps = ["http://localhost/cps.html"]
    return x509.CertificatePolicies(
        x509.PolicyInformation(x509.ObjectIdentifier(policy), cps) for policy in policies
    )


def point_names(municipality: str) -> list[x509.GeneralName]:
    return [x509.DirectoryName(_name("CRL Distribution Points", f"{municipality} CRLDP"))]


def _point(municipality: str) -> x509.DistributionPoint:
    return x509.DistributionPoint(point_names(municipality), None, None, None)


@frozen
class RevocationList:
    """A list of one municipality; the fields are what the tests bend."""

    signer: str = "ca1"
    claims: str = "ca1"
    issuer: x509.Name = CA_NAME
    issued: datetime = NOW - timedelta(hours=6)
    next: datetime = NOW + timedelta(hours=18)
    municipality: str = NAKA
    """Empty for a list that is not partitioned."""
    entries: tuple[tuple[int, x509.ReasonFlags, datetime], ...] = ()
    unknown_critical: bool = False
    base: int = 0
    """For a delta list, the number of the whole list."""
    relative: x509.RelativeDistinguishedName | None = None
    indirect: bool = False
    some_reasons: bool = False
    only: str = "all"
    """ "all", "people", "authorities" or "attributes"."""
    broken: bool = False

    @property
    def der(self) -> bytes:
        return _bent(self._signed(), self.broken)

    def revoking(
        self,
        serial: int,
        reason: x509.ReasonFlags = x509.ReasonFlags.superseded,
        since: datetime = NOW - timedelta(days=1),
    ) -> "RevocationList":
        return evolve(self, entries=(*self.entries, (serial, reason, since)))

    def _signed(self) -> bytes:
        builder = x509.CertificateRevocationListBuilder(self.issuer, self.issued, self.next)
        claimed = x509.AuthorityKeyIdentifier(key_id(self.claims).digest, None, None)
        builder = builder.add_extension(claimed, critical=False)
        builder = builder.add_extension(x509.CRLNumber(7), critical=False)
        if self.municipality or self.relative or self.only != "all":
            builder = builder.add_extension(self._scope(), critical=True)
        if self.base:
            builder = builder.add_extension(x509.DeltaCRLIndicator(self.base), critical=True)
        if self.unknown_critical:
            builder = builder.add_extension(UNKNOWN, critical=True)
        for serial, reason, since in self.entries:
            entry = x509.RevokedCertificateBuilder(serial, since)
            coded = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(coded.build())
        return builder.sign(key(self.signer), SHA256()).public_bytes(Encoding.DER)

    def _scope(self) -> x509.IssuingDistributionPoint:
        return x509.IssuingDistributionPoint(
            full_name=point_names(self.municipality) if self.municipality else None,
            relative_name=self.relative,
            only_contains_user_certs=self.only == "people",
            only_contains_ca_certs=self.only == "authorities",
            only_some_reasons=frozenset({x509.ReasonFlags.superseded})
            if self.some_reasons
            else None,
            indirect_crl=self.indirect,
            only_contains_attribute_certs=self.only == "attributes",
        )


def _bent(der: bytes, broken: bool) -> bytes:
    return der[:-1] + bytes([der[-1] ^ 1]) if broken else der


def bare_list(digest: SHA1 | SHA256, *ends: datetime) -> bytes:
    """A list without entries or scope, whose hash and whose end, if any, may be chosen."""
    oid = {"sha1": "1.2.840.113549.1.1.5", "sha256": "1.2.840.113549.1.1.11"}[digest.name]
    algorithm = der.sequence(der.object_identifier(oid), der.null())
    claimed = x509.AuthorityKeyIdentifier(key_id("ca1").digest, None, None).public_bytes()
    extension = der.sequence(der.object_identifier("2.5.29.35"), der.octet_string(claimed))
    times = map(der.time, (NOW, *ends))
    extensions = der.explicit(0, der.sequence(extension))
    tbs = der.sequence(der.integer(1), algorithm, CA_NAME.public_bytes(), *times, extensions)
    signature = key("ca1").sign(tbs, PKCS1v15(), digest)
    return der.sequence(tbs, algorithm, der.bit_string(signature))
