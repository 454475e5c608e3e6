"""Decide whether a ledger proves itself."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tegata.ledger.values import GENESIS, Finding, Head, Link, Stored, Verdict


def forge(last: Link | None, unsealed: Iterable[Stored]) -> list[Link]:
    """Chain entries after ``last``, in the order given."""
    links: list[Link] = []
    for stored in unsealed:
        links.append(Link.after(links[-1] if links else last, stored.row, stored.digest))
    return links


def examine(
    entries: Mapping[int, Stored], links: list[Link], heads: list[Head], public_key: bytes
) -> Verdict:
    """Compare entries, chain and heads: every change, gap and swap is a finding."""
    findings = chain(
        _chain_findings(links),
        _entry_findings(entries, links),
        _head_findings(links, heads, public_key),
    )
    linked = {link.row for link in links}
    unsealed = sum(row not in linked for row in entries)
    return Verdict(len(links), unsealed, tuple(findings))


def _chain_findings(links: list[Link]) -> Iterator[Finding]:
    previous = GENESIS
    for expected, link in enumerate(links, start=1):
        if link.number != expected:
            yield Finding(f"link {expected}", "missing from the chain")
            return
        if link.previous != previous or not link.is_sound:
            yield Finding(f"link {link.number}", "does not stand on the link before it")
        previous = link.seal


def _entry_findings(entries: Mapping[int, Stored], links: list[Link]) -> Iterator[Finding]:
    for link in links:
        stored = entries.get(link.row)
        if stored is None:
            yield Finding(f"entry {link.row}", "sealed once, and gone")
        elif not stored.digest == stored.entry.digest == link.digest:
            yield Finding(f"entry {link.row}", "changed after it was sealed")
    for stored in entries.values():
        if stored.digest != stored.entry.digest:
            yield Finding(f"entry {stored.row}", "does not match its own digest")


def _head_findings(links: list[Link], heads: list[Head], public_key: bytes) -> Iterator[Finding]:
    key = Ed25519PublicKey.from_public_bytes(public_key)
    for head in heads:
        try:
            key.verify(head.signature, Head.statement(head.number, head.seal, head.at))
        except InvalidSignature:
            yield Finding(f"head {head.number}", "its signature is wrong")
        if head.number > len(links) or links[head.number - 1].seal != head.seal:
            yield Finding(f"head {head.number}", "the chain no longer ends there")
    if links and (not heads or heads[-1].number < links[-1].number):
        yield Finding(f"link {links[-1].number}", "no signed head covers it")
