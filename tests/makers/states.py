"""Certificates for tests of their state; their octets do not matter there."""

from datetime import UTC, datetime

from django.db import transaction

from tegata.authority.status import public as status
from tegata.kit.core.context import Context
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName, KeyId, Serial

EXPIRES = datetime(2028, 5, 11, 14, 59, 59, tzinfo=UTC)


def named(serial: int, issuer: int = 0x11) -> CertificateName:
    return CertificateName(KeyId(bytes([issuer]) * 20), Serial(serial))


def good_certificate(
    ctx: Context,
    *,
    serial: int = 7,
    issuer: KeyId | None = None,
    kind: CertificateKind = CertificateKind.PHONE_AUTH,
    holder: str = "person-1",
    municipality: str = "13101",
    expires: datetime = EXPIRES,
) -> CertificateName:
    """Walk one certificate through reserved and issued to good."""
    name = CertificateName(issuer, Serial(serial)) if issuer else named(serial)
    with transaction.atomic():
        status.register(
            ctx, name=name, kind=kind, holder=holder, municipality=municipality, expires=expires
        )
        status.mark_issued(ctx, name=name)
        status.activate(ctx, name=name)
    return name
