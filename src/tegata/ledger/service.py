"""Record acts, chain and sign them, and prove that none was touched."""

from django.db import connection, transaction

from tegata.kit.core.context import Context
from tegata.ledger import rules, store
from tegata.ledger.problems import LedgerBroken
from tegata.ledger.values import Entry, Head, HeadSigner, Verdict

_BATCH = 5_000


def record(ctx: Context, *, act: str, about: str, why: str = "") -> None:
    """Write an act into the caller's transaction: if it cannot be written, nothing happens."""
    if not connection.in_atomic_block:
        raise AssertionError("an act is recorded in the transaction of the act itself")
    actor = ctx.actor
    store.write_entry(
        Entry(ctx.now, actor.role, actor.name, actor.channel, act, about, why, ctx.trace)
    )


@transaction.atomic(durable=True)
def seal(ctx: Context, *, signer: HeadSigner) -> int:
    """Chain the entries that are not yet chained and sign the new head; tell how many."""
    # 1. One sealer at a time, in whichever process: numbers are without gaps.
    store.lock_chain()

    # 2. Forge links in the order of rows. A transaction that commits late is chained late.
    links = rules.forge(store.last_link(), store.unsealed(_BATCH))
    if not links:
        return 0

    # 3. Links and their signed head appear together.
    store.write_links(links)
    end = links[-1]
    signature = signer.sign(Head.statement(end.number, end.seal, ctx.now))
    store.write_head(Head(end.number, end.seal, ctx.now, signature))
    return len(links)


@transaction.atomic(durable=True)
def verify(_ctx: Context, *, public_key: bytes) -> Verdict:
    """Examine the whole ledger. Raises LedgerBroken where it does not prove itself."""
    store.hold_snapshot()
    verdict = rules.examine(*store.everything(), public_key)
    if verdict.findings:
        first = verdict.findings[0]
        raise LedgerBroken(count=str(len(verdict.findings)), where=first.where, what=first.what)
    return verdict
