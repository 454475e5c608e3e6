"""Decide which CA key signs, what a ceremony may make, and what blocks a signature."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from tegata.authority.ca.problems import CeremonyUnreadable, GenerationExists, NoGeneration
from tegata.authority.ca.values import Ceremony, Draft, Generation, Planned, rulebook_named
from tegata.kit.core.problem import Problem
from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.lints import register
from tegata.pki.profiles.kinds import AUTHORITIES, CertificateKind, Family
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509.certificate import Certificate, assemble

_UNSIGNED = bytes(256)
"""Stands where the signature will, so that lints see a whole object."""


def choose_generation(
    generations: Iterable[Generation], family: Family, now: datetime
) -> Generation:
    """Choose the newest key of a family that is valid now. Raises NoGeneration."""
    valid = [
        each
        for each in generations
        if each.family is family and each.certificate.not_before <= now
        if now <= each.certificate.not_after
    ]
    if not valid:
        raise NoGeneration(family=family, moment=f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return max(valid, key=lambda each: each.number)


def findings(draft: Draft, generation: Generation) -> tuple[str, ...]:
    """Find whatever speaks against signing the draft, in words."""
    if draft.kind is None:
        return _list_findings(assemble(draft.tbs, _UNSIGNED), generation)
    # What the lints could read can be read again.
    return lint(draft.tbs, draft.kind, generation.rulebook) or _strays(draft, generation)


def lint(tbs: bytes, kind: CertificateKind, rulebook: Rulebook) -> tuple[str, ...]:
    """Find whatever a certificate's own octets say against signing them, in words."""
    found = register.findings(tbs, kind, rulebook)
    return tuple(f"{each.code}: {each.sentence}" for each in found)


def _strays(draft: Draft, generation: Generation) -> tuple[str, ...]:
    """Find where a well-formed certificate is not the one that may be ordered.

    Whoever may write orders may not thereby make a CA, or have a serial mean two things.
    """
    read = Certificate.parse(assemble(draft.tbs, _UNSIGNED))
    complaints = {
        "only a ceremony makes a CA": draft.kind in AUTHORITIES,
        "it names another issuer": read.issuer != generation.certificate.subject,
        "it names another key": read.authority_key_id.key_id != generation.key_id.octets,
        "its serial is not the one given away": read.serial != draft.serial,
        "it outlives its issuer": read.not_after > generation.certificate.not_after,
    }
    return tuple(words for words, true in complaints.items() if true)


def _list_findings(whole: bytes, generation: Generation) -> tuple[str, ...]:
    try:
        read = CertificateList.parse(whole)
        _every_entry = read.entries
    except Problem as refusal:
        return (str(refusal),)
    complaints = {
        "it names another issuer": read.issuer != generation.certificate.subject,
        "it names another key": read.issuer_key != generation.key_id.octets,
        "it has no number": read.number is None,
        "it does not say when the next one comes": read.next_update is None,
        "it ends before it begins": (read.next_update or read.this_update) <= read.this_update,
        "it outlives its issuer": read.this_update > generation.certificate.not_after,
    }
    return tuple(words for words, true in complaints.items() if true)


def read_ceremony(text: str, base: str) -> Ceremony:
    """Read a ceremony file. Raises CeremonyUnreadable."""
    try:
        words: dict[str, Any] = tomllib.loads(text)
        planned = tuple(_planned(each) for each in words["generation"])
        ceremony = Ceremony(rulebook_named(words["rulebook"], base), planned)
    except tomllib.TOMLDecodeError as broken:
        raise CeremonyUnreadable(why=str(broken)) from None
    except KeyError as missing:
        raise CeremonyUnreadable(why=f"{missing} is missing or unknown") from None
    except (ValueError, TypeError) as wrong:
        raise CeremonyUnreadable(why=str(wrong)) from None
    return ceremony


def _planned(words: dict[str, Any]) -> Planned:
    serial = int(words["serial"], 16)
    planned = Planned(
        Family(words["family"]), int(words["number"]), serial, words["starts"], words["ends"]
    )
    if planned.starts.utcoffset() is None or planned.ends <= planned.starts:
        raise ValueError("a generation starts before it ends, and says in which zone")
    return planned


def check_ceremony(ceremony: Ceremony, existing: Iterable[Generation]) -> None:
    """Refuse a ceremony that repeats a generation, or whose serials do not grow.

    Raises GenerationExists, CeremonyUnreadable.
    """
    taken = {(each.family, each.number) for each in existing}
    for planned in ceremony.planned:
        if (planned.family, planned.number) in taken:
            raise GenerationExists(family=planned.family, number=str(planned.number))
        taken.add((planned.family, planned.number))
    for family, group in groupby(ceremony.planned, key=lambda each: each.family):
        serials = [each.serial for each in group]
        if serials != sorted(set(serials)):
            raise CeremonyUnreadable(why=f"the serials of {family} do not grow")
