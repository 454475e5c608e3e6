"""Answer status requests, and keep the responders' certificates fresh."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from attrs import frozen
from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.status import store
from tegata.authority.status.rules import answers
from tegata.authority.status.values import Delegate
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.kit.data.keyfile import KeyFileUnreadable, KeyFolder
from tegata.ledger import public as ledger
from tegata.pki.ocsp.answer import Answer
from tegata.pki.ocsp.identify import CertId, IssuerHashes
from tegata.pki.ocsp.request import StatusRequest
from tegata.pki.ocsp.responder import Outcome, Responder, refusal
from tegata.pki.profiles import facts
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.names import CertificateName, KeyId


class Signer(Protocol):
    """A responder's private key."""

    def sign(self, tbs: bytes) -> bytes:
        """Sign with RSA PKCS#1 v1.5 and SHA-256."""
        ...


def key_folder(folder: Path, passphrase: bytes) -> KeyFolder:
    """Name the responders' folder of keys: one file a key, called by its key identifier."""
    return KeyFolder(folder, passphrase, lambda key: str(key_id_of(key)))


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
    # 1. Who asks about other issuers' certificates asks the wrong responder (RFC 5019, 2.2.3).
    issuer = _issuer(request.cert_ids[0], desks)
    if issuer is None:
        return refusal(Outcome.UNAUTHORIZED)

    # 2. A certificate of another issuer than the first is unknown at this desk.
    desk = desks[issuer]
    said = [_answer(ctx, issuer, desk, asked) for asked in request.cert_ids]

    # 3. Sign once for all of them.
    signed = desk.responder.to_be_signed(said, produced=ctx.now, nonce=request.nonce)
    return desk.responder.response(signed, desk.signer.sign(signed))


def _answer(ctx: Context, issuer: KeyId, desk: Desk, asked: CertId) -> Answer:
    found = None
    if desk.hashes.issued(asked):
        found = store.find_certificate(CertificateName(issuer, asked.serial))
    return answers.answer(asked, found, ctx.now)


def _issuer(asked: CertId, desks: Desks) -> KeyId | None:
    return next((key for key, desk in desks.items() if desk.hashes.issued(asked)), None)


@transaction.atomic(durable=True)
def open_desks(_ctx: Context, *, open_key: Callable[[str], Signer]) -> Desks:
    """Open a desk for every CA key whose responder has a signed certificate and a readable key."""
    desks: dict[KeyId, Desk] = {}
    for delegate in store.delegates():
        try:
            certificate = ca.certificate(delegate.certificate)
            signer = open_key(str(delegate.key))
        except (ca.NotSigned, KeyFileUnreadable):
            continue
        issuer = ca.generation(delegate.certificate.issuer).certificate
        desks[issuer.key_id] = Desk(
            IssuerHashes.of(name=issuer.subject, key=issuer.key),
            Responder(delegate.key, (certificate,)),
            signer,
        )
    return desks


@transaction.atomic(durable=True)
def renew_delegates(ctx: Context, *, make_key: Callable[[], bytes]) -> int:
    """Order a fresh certificate for every responder that needs one; tell how many.

    ``make_key`` makes a key, seals it where the status process reads it, and gives its
    SubjectPublicKeyInfo. A key whose certificate is never ordered is never used.
    """
    known = {each.certificate.issuer: each for each in store.delegates()}
    due = [
        each
        for each in ca.generations()
        if each.certificate.not_before <= ctx.now <= each.certificate.not_after
        and answers.needs_renewal(known.get(each.key_id), ctx.now)
    ]
    for generation in due:
        _delegate(ctx, generation, make_key())
    return len(due)


def _delegate(ctx: Context, generation: ca.Generation, key: bytes) -> None:
    ends = min(ctx.now + answers.DELEGATION, generation.certificate.not_after)
    name = ca.reserve_responder(
        ctx,
        issuer=generation.key_id,
        key=key,
        ends=ends,
        subject=facts.Responder(f"OCSP {generation.family} {generation.number}"),
    )
    store.write_delegate(Delegate(name, key_id_of(key), ends))
    ledger.record(ctx, act="status.delegate", about=f"certificate:{name}")
    events.tell("status.delegated", about=str(name))
