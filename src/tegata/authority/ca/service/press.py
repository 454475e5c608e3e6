"""The press's use-case: lint the oldest draft, sign it once, compare, record."""

from collections.abc import Callable

from django.db import transaction

from tegata.authority.ca import rules, store
from tegata.authority.ca.problems import DraftRefused, IssuerUnknown
from tegata.authority.ca.values import Checked, Draft, Generation
from tegata.kit.core.context import Context
from tegata.kit.data import events
from tegata.ledger import public as ledger
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.x509.signature import SHA256_WITH_RSA, check_signature

_SIGNED = {None: "ca.signed.list", CertificateKind.OCSP_RESPONDER: "ca.signed.responder"}
"""What is told of a signature under something else than a person's certificate."""


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

    # 2. Lint, and compare with the order. A finding blocks; so does an issuer that is none of ours.
    try:
        generation = store.generation(draft.issuer)
        checked = check(draft, generation, press)
    except (DraftRefused, IssuerUnknown) as refusal:
        findings = refusal.findings if isinstance(refusal, DraftRefused) else str(refusal)
        store.write_findings(draft, findings)
        ledger.record(ctx, act="ca.refuse", about=f"order:{draft.order}", why=findings)
        events.tell("ca.refused.list" if draft.kind is None else "ca.refused", about=draft.about)
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
    events.tell(_SIGNED.get(draft.kind, "ca.signed"), about=draft.about)
    return draft


def check(draft: Draft, generation: Generation, press: object) -> Checked:
    """Check a draft: the only maker of the token. Raises DraftRefused."""
    findings = rules.findings(draft, generation)
    if findings:
        raise DraftRefused(order=str(draft.order), findings="; ".join(findings))
    return Checked(draft, press)
