"""Give serials away, order signatures, sign what passes, hand out what was signed."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tegata.authority.ca import rules, store
from tegata.authority.ca.problems import DraftRefused
from tegata.authority.ca.values import Ceremony, Checked, Draft, Generation, Planned
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger
from tegata.pki.profiles.build import authority_facts, tbs_certificate
from tegata.pki.profiles.facts import Facts, Holder, Period, Responder
from tegata.pki.profiles.kinds import AUTHORITIES, HOLDERS, CertificateKind
from tegata.pki.profiles.rulebook import SerialPolicy
from tegata.pki.profiles.serials import next_serial, random_serial
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.names import CertificateName, KeyId, Serial
from tegata.pki.x509.signature import SHA256_WITH_RSA, check_signature

_KIND_OF_CA = {family: kind for kind, family in AUTHORITIES.items()}

# --- parts ---------------------------------------------------------------------------------------


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
    ctx: Context, *, issuer: KeyId, key: bytes, ends: datetime, subject: Responder
) -> CertificateName:
    """Give a serial away for a responder of one CA key. Raises as ``reserve``, and IssuerUnknown."""
    generation = store.generation(issuer)
    kind = CertificateKind.OCSP_RESPONDER
    return _reserve(ctx, generation, kind=kind, key=key, ends=ends, subject=subject)


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


# --- the press's use-cases -----------------------------------------------------------------------


@transaction.atomic(durable=True)
def sign_next(
    ctx: Context,
    *,
    press: object,
    sign: Callable[[Checked], bytes],
) -> Draft | None:
    """Sign the oldest draft that waits; tell which, or none when nothing waits.

    What has findings is never signed: they are written beside the order.
    """
    # 1. Hold one order. Its octets were committed before: whatever happens now, what is signed
    #    is known, and a second signature over the same octets is the same signature.
    draft = store.lock_waiting()
    if draft is None:
        return None
    generation = store.generation(draft.issuer)
    about = store.name_of(draft)

    # 2. Lint. A finding blocks.
    try:
        checked = check(draft, generation, press)
    except DraftRefused as refusal:
        store.write_findings(draft, refusal.findings)
        ledger.record(ctx, act="ca.refuse", about=f"order:{draft.order}", why=refusal.findings)
        events.tell("ca.refused", about=about)
        return draft

    # 3. Sign once, and compare: the signature stands under exactly what was linted.
    signature = sign(checked)
    check_signature(
        key=generation.certificate.key,
        signed=draft.tbs,
        signature=signature,
        algorithm=SHA256_WITH_RSA,
        what="draft",
    )

    # 4. Record, and tell whoever waits.
    store.write_signature(draft, signature, ctx.now)
    ledger.record(ctx, act="ca.sign", about=f"order:{draft.order}")
    events.tell("ca.signed.list" if draft.kind is None else "ca.signed", about=about)
    return draft


def check(draft: Draft, generation: Generation, press: object) -> Checked:
    """Lint a draft: the only maker of the token. Raises DraftRefused."""
    findings = rules.findings(draft, generation)
    if findings:
        raise DraftRefused(order=str(draft.order), findings="; ".join(findings))
    return Checked(draft, press)


@transaction.atomic(durable=True)
def hold_ceremony(
    ctx: Context,
    *,
    ceremony: Ceremony,
    base: str,
    make_key: Callable[[], bytes],
    sign: Callable[[bytes, KeyId], bytes],
) -> list[Generation]:
    """Make the CA keys that a reviewed file plans, with their certificates.

    ``make_key`` makes and seals a key and gives its SubjectPublicKeyInfo. Raises
    GenerationExists, CeremonyUnreadable, DraftRefused.
    """
    rules.check_ceremony(ceremony, store.generations())
    made = [_make_generation(ceremony, planned, make_key, sign) for planned in ceremony.planned]
    for generation in made:
        store.add_generation(generation, base)
        ledger.record(ctx, act="ca.ceremony", about=f"issuer:{generation.key_id}")
    return made


def _make_generation(
    ceremony: Ceremony,
    planned: Planned,
    make_key: Callable[[], bytes],
    sign: Callable[[bytes, KeyId], bytes],
) -> Generation:
    kind = _KIND_OF_CA[planned.family]
    facts = authority_facts(
        ceremony.rulebook,
        planned.family,
        serial=Serial(planned.serial),
        period=Period(planned.starts, planned.ends),
        key=make_key(),
    )
    tbs = tbs_certificate(ceremony.rulebook, kind, facts)
    # The certificate of a CA goes through the same lints as those it will sign.
    unsigned = Certificate.parse(assemble(tbs, b""))
    generation = Generation(planned.family, planned.number, ceremony.rulebook, unsigned)
    checked = check(Draft(0, facts.issuer.key_id, kind, tbs), generation, ceremony)
    signed = assemble(tbs, sign(checked.spend(ceremony).tbs, facts.issuer.key_id))
    done = Certificate.parse(signed)
    done.check_signed_by(done.key)
    return Generation(planned.family, planned.number, ceremony.rulebook, done)
