"""Keep the responders' certificates fresh, and open a desk for each that can sign."""

from collections.abc import Callable

from attrs import evolve
from django.db import transaction

from tegata.authority.ca import public as ca
from tegata.authority.status.rules import answers
from tegata.authority.status.service.answers import Desk, Desks, Signer
from tegata.authority.status.store import certificates
from tegata.authority.status.values import Delegate
from tegata.kit.core.context import Context
from tegata.kit.data.keyfile import KeyFileUnreadable
from tegata.ledger import public as ledger
from tegata.pki.ocsp.identify import IssuerHashes
from tegata.pki.ocsp.responder import Responder
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.names import KeyId


@transaction.atomic(durable=True)
def open_desks(_ctx: Context, *, open_key: Callable[[str], Signer]) -> Desks:
    """Open a desk for every CA key whose responder has a signed certificate and a readable key."""
    desks: dict[KeyId, Desk] = {}
    for delegate in certificates.delegates():
        if delegate.der is None:
            continue
        try:
            signer = open_key(str(delegate.key))
        except KeyFileUnreadable:
            continue
        issuer = ca.generation(delegate.certificate.issuer).certificate
        desks[issuer.key_id] = Desk(
            IssuerHashes.of(name=issuer.subject, key=issuer.key),
            Responder(delegate.key, (delegate.der,)),
            signer,
        )
    return desks


@transaction.atomic(durable=True)
def collect_delegates(_ctx: Context) -> int:
    """Take in the certificates of responders that were signed; tell how many."""
    waiting = [each for each in certificates.delegates() if each.der is None]
    for delegate in waiting:
        try:
            signed = ca.certificate(delegate.certificate)
        except ca.NotSigned:
            continue
        certificates.write_delegate(evolve(delegate, der=signed))
    return len(waiting)


@transaction.atomic(durable=True)
def renew_delegates(ctx: Context, *, make_key: Callable[[], bytes]) -> int:
    """Order a fresh certificate for every responder that needs one; tell how many.

    ``make_key`` makes a key, seals it where the status process reads it, and gives its
    SubjectPublicKeyInfo. A key whose certificate is never ordered is never used.
    """
    known = {each.certificate.issuer: each for each in certificates.delegates()}
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
        title=f"OCSP {generation.family} {generation.number}",
    )
    certificates.write_delegate(Delegate(name, key_id_of(key), ends))
    ledger.record(ctx, act="status.delegate", about=f"certificate:{name}")
