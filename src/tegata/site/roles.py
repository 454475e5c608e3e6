"""Which process may touch which table: one visible table, applied to PostgreSQL."""

from collections.abc import Iterator, Mapping

from tegata.site.environment import role_password

READ, ADD = "SELECT", "SELECT, INSERT"
WRITE = "SELECT, INSERT, UPDATE"
DELETE = "SELECT, INSERT, UPDATE, DELETE"
SIGN = "SELECT, UPDATE (signature, signed_at, findings)"

_EVERYBODY = {"kit_clock": READ}
_ACTS = {**_EVERYBODY, "ledger_entry": ADD, "procrastinate_*": DELETE}

GRANTS: Mapping[str, Mapping[str, str]] = {
    "tegata_authority": {
        **_ACTS,
        "kit_visit": DELETE,
        "ca_generation": READ,
        "ca_counter": WRITE,
        "ca_order": ADD,
        "devices_duty": WRITE,
        "devices_phone": WRITE,
        "enrolment_application": WRITE,
        "enrolment_card": WRITE,
        "enrolment_challenge": DELETE,
        "enrolment_contact": WRITE,
        "enrolment_identification": WRITE,
        "enrolment_ordered": ADD,
        "people_resident": READ,
        "status_certificate": WRITE,
        "status_change": ADD,
        "status_list": READ,
    },
    "tegata_press": {**_ACTS, "ca_generation": READ, "ca_order": SIGN},
    "tegata_status": {
        **_EVERYBODY,
        "ca_generation": READ,
        "status_certificate": READ,
        "status_list": READ,
        "status_responder": READ,
    },
    "tegata_worker": {
        **_ACTS,
        "devices_duty": WRITE,
        "devices_phone": WRITE,
        "enrolment_application": WRITE,
        "enrolment_card": WRITE,
        "enrolment_ordered": ADD,
        "kit_schedule": WRITE,
        "ca_generation": READ,
        "ca_counter": WRITE,
        "ca_order": ADD,
        "status_list": WRITE,
        "status_responder": WRITE,
        "ledger_link": ADD,
        "ledger_head": ADD,
        "people_feed": READ,
        "people_event": READ,
        "people_consumer": WRITE,
        "status_certificate": WRITE,
        "status_change": ADD,
    },
    "tegata_sandbox": {"kit_clock": WRITE},
}
"""Role → table → privileges. No role deletes or changes what is append-only.

The four items lie in ``people_resident``, in the orders of signature certificates (``ca_order``) and
in what people signed (``enrolment_application``): only who must read those may.
"""


def statements(tables: list[str], owners_password: str = "") -> Iterator[str]:
    """Spell the SQL that makes the roles and gives each exactly its grants.

    Where the owner signs in with a password, each role gets one that is derived from it.
    """
    for role, grants in GRANTS.items():
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} LOGIN;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        if owners_password:
            yield f"ALTER ROLE {role} PASSWORD '{role_password(owners_password, role)}'"
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
        for pattern, privileges in grants.items():
            for table in _matching(pattern, tables):
                yield f"GRANT {privileges} ON {table} TO {role}"


def _matching(pattern: str, tables: list[str]) -> list[str]:
    if pattern.endswith("*"):
        return [table for table in tables if table.startswith(pattern[:-1])]
    assert pattern in tables, f"no table {pattern}"
    return [pattern]
