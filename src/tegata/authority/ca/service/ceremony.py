"""The key ceremony: CA keys and their certificates, as one reviewed file plans them."""

from collections.abc import Callable

from django.db import transaction

from tegata.authority.ca import rules, store
from tegata.authority.ca.service.press import check
from tegata.authority.ca.values import Ceremony, Draft, Generation, Planned
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
