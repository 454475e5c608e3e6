"""JSON: look up, revoke, hold and resume one certificate."""

from datetime import datetime
from typing import Self

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from tegata.authority.status.service import changes
from tegata.authority.status.values import LONGEST_REMARK, Cause, Certificate
from tegata.kit.core.context import Role
from tegata.kit.web.callers import context_of
from tegata.pki.x509.names import CertificateName

router = Router(tags=["status"])


class CertificateShown(Schema):
    """One certificate's state. ``reason`` and ``since`` are there while it is stopped."""

    name: str
    kind: str
    state: str
    expires: datetime
    reason: str | None = None
    since: datetime | None = None

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        """Show a certificate."""
        stop = certificate.revocation
        return cls(
            name=str(certificate.name),
            kind=certificate.kind,
            state=certificate.state,
            expires=certificate.expires,
            reason=stop.reason.text if stop else None,
            since=stop.since if stop else None,
        )


class Remark(Schema):
    """Why something is to be done, in somebody's words. The ledger keeps its SHA-256 alone."""

    why: str = Field(min_length=1, max_length=LONGEST_REMARK)


class RevocationAsked(Remark):
    """Why a certificate is to be revoked."""

    cause: Cause


@router.get("/{name}", response=CertificateShown)
def look_up(request: HttpRequest, name: str) -> CertificateShown:
    """Show a certificate's state."""
    ctx = context_of(request, Role.ADMINISTRATOR, Role.OPERATOR, Role.SYSTEM)
    return CertificateShown.of(changes.look_up(ctx, name=CertificateName.parse(name)))


@router.post("/{name}/revocation", response={201: CertificateShown})
def revoke(request: HttpRequest, name: str, asked: RevocationAsked) -> Status[CertificateShown]:
    """Revoke a certificate for good."""
    done = changes.revoke(
        context_of(request, Role.ADMINISTRATOR),
        name=CertificateName.parse(name),
        cause=asked.cause,
        why=asked.why,
    )
    return Status(201, CertificateShown.of(done))


@router.post("/{name}/hold", response={201: CertificateShown})
def hold(request: HttpRequest, name: str, asked: Remark) -> Status[CertificateShown]:
    """Suspend a certificate."""
    done = changes.hold(
        context_of(request, Role.ADMINISTRATOR),
        name=CertificateName.parse(name),
        why=asked.why,
    )
    return Status(201, CertificateShown.of(done))


@router.post("/{name}/resumption", response={201: CertificateShown})
def resume(request: HttpRequest, name: str, asked: Remark) -> Status[CertificateShown]:
    """Lift a certificate's hold."""
    done = changes.resume(
        context_of(request, Role.ADMINISTRATOR),
        name=CertificateName.parse(name),
        why=asked.why,
    )
    return Status(201, CertificateShown.of(done))
