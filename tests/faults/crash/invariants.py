"""What must hold after any number of deaths: looked up with plain SQL and another ASN.1 library."""

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import psycopg
from asn1crypto import crl, x509
from attrs import field, frozen

from faults.crash.gaps import END
from faults.crash.harness import World, unfinished


class Signed(NamedTuple):
    """One thing that a CA key signed, as its own octets call it."""

    issuer: bytes
    name: str
    digest: bytes


@frozen
class Evidence:
    """What was said outside the database: acknowledgements, and what the keys signed."""

    acknowledged: list[list[str]] = field(repr=False)
    signed: list[Signed] = field(repr=False)

    def of(self, act: str) -> list[list[str]]:
        return [words for words in self.acknowledged if words[1] == act]


def read_evidence(home: Path) -> Evidence:
    """Read the files that the processes wrote before and after they acted."""
    acknowledged = [line.split() for line in _whole_lines(home / "acknowledged")]
    return Evidence(acknowledged, [_signed(line) for line in _whole_lines(home / "witness")])


def _whole_lines(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line.removesuffix(END) for line in lines if line.endswith(END)]


def _signed(line: str) -> Signed:
    octets = base64.b64decode(line, validate=True)
    first = x509.TbsCertificate.load(octets)
    if first[0].native == "v3":
        keys = {each["extn_id"].native: each["extn_value"].parsed for each in first["extensions"]}
        issuer = keys["authority_key_identifier"]["key_identifier"].native
        return Signed(issuer, f"serial {first['serial_number'].native:x}", sha256(octets).digest())
    listed = crl.TbsCertList.load(octets)
    said = {each["extn_id"].native: each["extn_value"] for each in listed["crl_extensions"]}
    point = said["issuing_distribution_point"].contents.hex()[:400] if len(said) > 2 else "all"
    number = said["crl_number"].parsed.native
    issuer = said["authority_key_identifier"].parsed["key_identifier"].native
    return Signed(issuer, f"list {number} of {point}", sha256(octets).digest())


def violations(world: World, evidence: Evidence) -> list[str]:
    """Name everything that does not hold."""
    found = list(_of_signatures(evidence.signed))
    with psycopg.connect(world.url) as owner:
        found += _of_records(owner, evidence)
        found += _of_states(owner, evidence)
        found += _of_revocations(owner, evidence)
        found += _of_lists(owner, evidence)
        found += [f"{count} {words}" for words, count in unfinished(owner).items() if count]
        found += _counted(owner, "jobs failed", "procrastinate_jobs WHERE status = 'failed'")
    return found


def _of_signatures(signed: Iterable[Signed]) -> Iterator[str]:
    meanings: dict[tuple[bytes, str], set[bytes]] = defaultdict(set)
    for each in signed:
        meanings[each.issuer, each.name].add(each.digest)
    for (issuer, name), digests in meanings.items():
        if len(digests) > 1:
            yield f"{name[:40]} of {issuer.hex()} was signed with {len(digests)} meanings"


def _of_records(owner: psycopg.Connection, evidence: Evidence) -> Iterator[str]:
    ordered = {row[0] for row in owner.execute("SELECT sha256(tbs) FROM ca_order")}
    done = owner.execute("SELECT sha256(tbs) FROM ca_order WHERE signature IS NOT NULL")
    witnessed = {each.digest for each in evidence.signed}
    if lost := witnessed - ordered:
        yield f"{len(lost)} things were signed that no order records"
    if unseen := {row[0] for row in done} - witnessed:
        yield f"{len(unseen)} signatures were made unseen"


def _of_states(owner: psycopg.Connection, evidence: Evidence) -> Iterator[str]:
    yield from _counted(
        owner,
        "certificates in use without a signature",
        "status_certificate c LEFT JOIN ca_order o USING (issuer, serial)"
        " WHERE c.state IN ('issued', 'good', 'hold') AND o.signature IS NULL",
    )
    yield from _counted(
        owner,
        "certificates whose last change says otherwise",
        "status_certificate c WHERE c.state IS DISTINCT FROM coalesce((SELECT after FROM"
        " status_change h WHERE (h.issuer, h.serial) = (c.issuer, c.serial)"
        " ORDER BY id DESC LIMIT 1), 'reserved')",
    )
    changes = Counter(
        owner.execute(
            "SELECT encode(issuer, 'hex') || ':' || ltrim(encode(serial, 'hex'), '0'),"
            " CASE before WHEN 'hold' THEN replace(after, 'good', 'resume') ELSE after END"
            " FROM status_change"
        ).fetchall()
    )
    said = Counter(
        (_plain(words[2]), words[1]) for words in evidence.acknowledged if words[1] != "list"
    )
    if lost := said - changes:
        yield f"{lost.total()} acknowledged changes are not recorded"


def _plain(name: str) -> str:
    issuer, _, serial = name.partition(":")
    return f"{issuer}:{serial.lstrip('0')}"


def _of_revocations(owner: psycopg.Connection, evidence: Evidence) -> Iterator[str]:
    revoked = {_plain(words[2]): words[0] for words in evidence.of("revoked")}
    stopped = _names(owner, "SELECT issuer, serial FROM status_certificate WHERE state = 'revoked'")
    if lost := set(revoked) - stopped:
        yield f"{len(lost)} acknowledged revocations are lost"
    told = owner.execute("SELECT about FROM ledger_entry WHERE act LIKE 'status.revoke.%'")
    if silent := set(revoked) - {_plain(row[0].removeprefix("certificate:")) for row in told}:
        yield f"{len(silent)} acknowledged revocations are not in the ledger"
    lists = owner.execute(
        "SELECT l.issuer, l.number, o.ordered_at, l.octets FROM status_list l"
        ' JOIN ca_order o ON o.id = l."order" WHERE l.published_at IS NOT NULL'
    )
    for issuer, number, drafted, octets in lists:
        listed = _listed(octets)
        due = {
            name
            for name, when in revoked.items()
            if name.startswith(issuer.hex()) and datetime.fromisoformat(f"{when}+00:00") < drafted
        }
        if missing := {name for name in due if name.partition(":")[2] not in listed}:
            yield f"list {number} of {issuer.hex()} lacks {len(missing)} acknowledged revocations"


def _listed(octets: bytes) -> set[str]:
    entries = crl.CertificateList.load(octets)["tbs_cert_list"]["revoked_certificates"]
    return {f"{each['user_certificate'].native:x}" for each in entries}


def _names(owner: psycopg.Connection, query: str) -> set[str]:
    return {_plain(f"{issuer.hex()}:{serial.hex()}") for issuer, serial in owner.execute(query)}


def _of_lists(owner: psycopg.Connection, evidence: Evidence) -> Iterator[str]:
    yield from _counted(
        owner,
        "lists withheld for entries that left",
        "status_list WHERE withheld LIKE '%entries left%'",
    )
    seen: dict[str, int] = {}
    for _moment, _act, partition, number in evidence.of("list"):
        if int(number) < seen.get(partition, 0):
            yield f"list {number} of {partition} was in force after list {seen[partition]}"
        seen[partition] = int(number)
    published = owner.execute(
        "SELECT issuer, municipality, number, this_update FROM status_list"
        " WHERE published_at IS NOT NULL ORDER BY published_at, id"
    )
    last: dict[tuple[bytes, str], tuple[int, datetime]] = {}
    for issuer, place, number, moment in published:
        before = last.get((issuer, place))
        if before is not None and not (before[0] < number and before[1] < moment):
            yield f"list {number} of {issuer.hex()}/{place} follows list {before[0]}"
        last[issuer, place] = (number, moment)


def _counted(owner: psycopg.Connection, words: str, rows: str) -> Iterator[str]:
    counted = owner.execute(f"SELECT count(*) FROM {rows}").fetchone()
    if counted and counted[0]:
        yield f"{counted[0]} {words}"


def summary(world: World, evidence: Evidence) -> str:
    """Count what the world did while it died."""
    counts = Counter(words[1] for words in evidence.acknowledged)
    acts = ", ".join(f"{counts[act]} {act}" for act in ("good", "hold", "resume", "revoked"))
    with psycopg.connect(world.url) as owner:
        lists = owner.execute(
            "SELECT count(*), count(published_at), count(nullif(withheld, '')) FROM status_list"
        ).fetchone()
        assert lists is not None
    signed = len(evidence.signed)
    twice = signed - len({each.digest for each in evidence.signed})
    return (
        f"acknowledged: {acts}\nsignatures: {signed}, of them {twice} made again\n"
        f"lists: {lists[0]} drafted, {lists[1]} published, {lists[2]} withheld"
    )
