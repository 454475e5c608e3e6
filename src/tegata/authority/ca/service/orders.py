"""Parts: give serials away, order signatures, hand out what was signed."""

from datetime import datetime

from tegata.authority.ca import rules, store
from tegata.authority.ca.problems import NotSigned
from tegata.authority.ca.values import Generation
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger
from tegata.pki.profiles.build import tbs_certificate
from tegata.pki.profiles.facts import Facts, Holder, Period, Responder
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind
from tegata.pki.profiles.rulebook import SerialPolicy
from tegata.pki.profiles.serials import next_serial, random_serial
from tegata.pki.x509.certificate import assemble
from tegata.pki.x509.names import CertificateName, KeyId, Serial


def reserve(
    ctx: Context, *, kind: CertificateKind, key: bytes, ends: datetime, subject: Holder
) -> CertificateName:
    """Give a serial away and make the octets to be signed durable, before any key is touched.

    ``key`` is the subject's SubjectPublicKeyInfo. The newest CA key that is valid now will sign.
    Raises NoGeneration, SerialsExhausted and what ``pki.profiles.build`` raises.
    """
    generation = rules.choose_generation(store.generations(), HOLDERS[kind], ctx.now)
    return _reserve(ctx, generation, kind=kind, key=key, ends=ends, subject=subject)


def reserve_responder(
    ctx: Context, *, issuer: KeyId, key: bytes, ends: datetime, title: str
) -> CertificateName:
    """Give a serial away for a responder of one CA key. Raises as ``reserve``, and IssuerUnknown."""
    generation = store.generation(issuer)
    kind = CertificateKind.OCSP_RESPONDER
    return _reserve(ctx, generation, kind=kind, key=key, ends=ends, subject=Responder(title))


def _reserve(
    ctx: Context,
    generation: Generation,
    *,
    kind: CertificateKind,
    key: bytes,
    ends: datetime,
    subject: Holder | Responder,
) -> CertificateName:
    # 1. The family's line of serials is held until the commit: none is given away twice.
    serial = _next_serial(ctx, generation)
    name = CertificateName(generation.key_id, serial)

    # 2. Build, order, and wake the press with the commit.
    facts = Facts(serial, Period(ctx.now, ends), key, generation.issuer, subject)
    tbs = tbs_certificate(generation.rulebook, kind, facts)
    store.add_certificate_order(name, kind, tbs, ctx.now)
    ledger.record(ctx, act=f"ca.order.{kind}", about=f"certificate:{name}")
    events.tell("ca.ordered", about=str(name))
    return name


def _next_serial(ctx: Context, generation: Generation) -> Serial:
    last = store.lock_counter(generation.family)
    if generation.rulebook.serials is SerialPolicy.RANDOM:
        return random_serial(ctx.entropy)
    serial = next_serial(last)
    store.write_counter(generation.family, serial)
    return serial


def order_list(ctx: Context, *, issuer: KeyId, tbs: bytes) -> int:
    """Order a revocation list's signature; tell the order's number."""
    order = store.add_list_order(issuer, tbs, ctx.now)
    ledger.record(ctx, act="ca.order.list", about=f"order:{order}")
    events.tell("ca.ordered", about=str(order))
    return order


def certificate(name: CertificateName) -> bytes:
    """Fetch a signed certificate, in DER. Raises NotSigned."""
    return assemble(*store.signed_certificate(name))


def revocation_list(order: int) -> bytes:
    """Fetch a signed list, in DER, by the number of its order. Raises NotSigned."""
    return assemble(*store.signed_list(order))


def is_signed(order: int) -> bool:
    """Tell whether a list's order is signed."""
    try:
        store.signed_list(order)
    except NotSigned:
        return False
    return True
