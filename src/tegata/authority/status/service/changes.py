"""Register, issue, activate, hold, resume and revoke certificates."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tegata.authority.status.rules import states
from tegata.authority.status.store import certificates
from tegata.authority.status.values import Cause, Certificate, Change, State
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.names import CertificateName

# --- parts: they join the caller's transaction ---------------------------------------------------


def register(
    ctx: Context,
    *,
    name: CertificateName,
    kind: CertificateKind,
    holder: str,
    municipality: str,
    expires: datetime,
) -> Certificate:
    """Write down a certificate before anything is signed. Raises CertificateNameTaken."""
    certificate = Certificate(name, kind, holder, municipality, expires, State.RESERVED)
    certificates.add_certificate(certificate)
    ledger.record(ctx, act="status.register", about=f"certificate:{name}")
    return certificate


def mark_issued(ctx: Context, *, name: CertificateName) -> Certificate:
    """Note that the certificate was signed. Raises CertificateUnknown, WrongStep."""
    return _change(ctx, name, states.decide_issue, "status.issue")


def activate(ctx: Context, *, name: CertificateName) -> Certificate:
    """Make a written certificate good. Raises CertificateUnknown, WrongStep."""
    return _change(ctx, name, states.decide_activation, "status.activate")


def stop(ctx: Context, *, name: CertificateName, cause: Cause, why: str = "") -> Certificate:
    """Revoke as a part of a larger act. Raises as ``revoke``."""
    return _change(
        ctx,
        name,
        lambda certificate: states.decide_revocation(certificate, cause, ctx.now),
        f"status.revoke.{cause}",
        why,
    )


def suspend(ctx: Context, *, name: CertificateName, why: str = "") -> Certificate:
    """Put on hold as a part of a larger act. Raises as ``hold``."""
    return _change(
        ctx, name, lambda certificate: states.decide_hold(certificate, ctx.now), "status.hold", why
    )


def lift(ctx: Context, *, name: CertificateName, why: str = "") -> Certificate:
    """Lift a hold as a part of a larger act. Raises as ``resume``."""
    return _change(
        ctx,
        name,
        lambda certificate: states.decide_resumption(certificate, ctx.now),
        "status.resume",
        why,
    )


def _change(
    ctx: Context,
    name: CertificateName,
    decide: Callable[[Certificate], Certificate],
    act: str,
    why: str = "",
) -> Certificate:
    # 1. Hold the row, so that two callers cannot both be first.
    before = certificates.lock_certificate(name)

    # 2. Decide. Whoever comes second to the same decision changes nothing.
    after = decide(before)
    if after == before:
        return after

    # 3. Ledger, row and change in one transaction: none without the others.
    ledger.record(ctx, act=act, about=f"certificate:{name}", why=why)
    certificates.write_change(Change(before, after), ctx.now)

    # 4. Tell whoever keeps states in memory, at the moment of the commit (D-REV-02).
    events.tell("status.changed", about=str(name))
    return after


# --- use-cases: each its own transaction ---------------------------------------------------------


@transaction.atomic(durable=True)
def revoke(ctx: Context, *, name: CertificateName, cause: Cause, why: str = "") -> Certificate:
    """Revoke a certificate for good.

    Raises CauseNotGiven, CertificateUnknown, AlreadyRevoked, RevocationTooLate.
    """
    states.check_given(cause)
    return stop(ctx, name=name, cause=cause, why=_digest(why))


@transaction.atomic(durable=True)
def hold(ctx: Context, *, name: CertificateName, why: str = "") -> Certificate:
    """Suspend a certificate. Raises CertificateUnknown, AlreadyRevoked, NotInUse, RevocationTooLate."""
    return suspend(ctx, name=name, why=_digest(why))


@transaction.atomic(durable=True)
def resume(ctx: Context, *, name: CertificateName, why: str = "") -> Certificate:
    """Lift a certificate's hold.

    Raises CertificateUnknown, NotOnHold, NeverResumed, RevocationTooLate.
    """
    return lift(ctx, name=name, why=_digest(why))


@transaction.atomic(durable=True)
def look_up(_ctx: Context, *, name: CertificateName) -> Certificate:
    """Read a certificate's state. Raises CertificateUnknown."""
    return certificates.read_certificate(name)


def _digest(why: str) -> str:
    """Stand for free text in the ledger, which cannot forget: the text itself is kept nowhere."""
    return f"sha256:{hashlib.sha256(why.encode()).hexdigest()}" if why else ""
