"""The key ceremony: CA keys and their certificates, as one reviewed file plans them."""

from collections.abc import Callable

from django.db import transaction

from tegata.authority.ca import rules, store
from tegata.authority.ca.problems import DraftRefused
from tegata.authority.ca.values import Ceremony, Generation, Planned
from tegata.kit.core.context import Context
from tegata.ledger import public as ledger
from tegata.pki.profiles.build import authority_facts, tbs_certificate
from tegata.pki.profiles.facts import Period
from tegata.pki.profiles.kinds import AUTHORITIES
from tegata.pki.x509.certificate import Certificate, assemble
from tegata.pki.x509.names import KeyId, Serial

_KIND_OF_CA = {family: kind for kind, family in AUTHORITIES.items()}


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
    # A CA signs its own certificate here, before a row names it. Broken off, the transaction leaves
    # sealed keys that no generation names: nobody trusts them, and the press never opens them.
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
    found = rules.lint(tbs, kind, ceremony.rulebook)
    if found:
        raise DraftRefused(order=f"{planned.family} {planned.number}", findings="; ".join(found))
    done = Certificate.parse(assemble(tbs, sign(tbs, facts.issuer.key_id)))
    done.check_signed_by(done.key)
    return Generation(planned.family, planned.number, ceremony.rulebook, done)
