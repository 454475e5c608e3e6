"""Answer status requests from the rows as they are now."""

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen
from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.status.rules import answers
from tegata.authority.status.store import certificates
from tegata.kit.core.context import Context
from tegata.pki.ocsp.answer import Answer
from tegata.pki.ocsp.identify import CertId, IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.responder import Outcome, Responder, refusal
from tegata.pki.x509.names import CertificateName, KeyId


class Signer(Protocol):
    """A responder's private key."""

    def sign(self, tbs: bytes) -> bytes:
        """Sign with RSA PKCS#1 v1.5 and SHA-256."""
        ...


@frozen
class Desk:
    """Where one CA key's certificates are answered for."""

    hashes: IssuerHashes
    responder: Responder
    signer: Signer


Desks = Mapping[KeyId, Desk]


@transaction.atomic(durable=True)
def answer(ctx: Context, *, request: StatusRequest, desks: Desks) -> bytes:
    """Answer a request from the rows as they are now: one snapshot, no memory."""
    if len(request.cert_ids) > answers.MOST:
        return refusal(Outcome.MALFORMED_REQUEST)

    # 1. Who asks about other issuers' certificates asks the wrong responder (RFC 5019, 2.2.3).
    #    Who asks about ours before their desk is open comes again (RFC 6960, 4.2.1).
    issuer = _issuer(request.cert_ids[0], desks)
    if issuer is None:
        ours = _is_ours(request.cert_ids[0])
        return refusal(Outcome.TRY_LATER if ours else Outcome.UNAUTHORIZED)

    # 2. A certificate of another issuer than the first is unknown at this desk.
    desk = desks[issuer]
    said = [_answer(ctx, issuer, desk, asked) for asked in request.cert_ids]

    # 3. Sign once for all of them.
    signed = desk.responder.to_be_signed(said, produced=ctx.now, nonce=request.nonce)
    return desk.responder.response(signed, desk.signer.sign(signed))


def _answer(ctx: Context, issuer: KeyId, desk: Desk, asked: CertId) -> Answer:
    found = None
    if desk.hashes.issued(asked):
        found = certificates.find_certificate(CertificateName(issuer, asked.serial))
    return answers.answer(asked, found, ctx.now)


def _is_ours(asked: CertId) -> bool:
    return any(
        IssuerHashes.of(name=each.certificate.subject, key=each.certificate.key).issued(asked)
        for each in ca.generations()
    )


def _issuer(asked: CertId, desks: Desks) -> KeyId | None:
    return next((key for key, desk in desks.items() if desk.hashes.issued(asked)), None)
