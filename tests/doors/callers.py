"""Every endpoint and what it answers to each kind of caller: one table, which a new endpoint joins.

An endpoint is a method and an address as the URL table writes it. A caller is known by a bearer
token of its role; STRANGER shows nothing. A method that is not in the table must answer 405; ANY
stands for endpoints that read and take every method alike.
"""

from collections.abc import Mapping

from tegata.kit.core.context import Role

STRANGER = "stranger"
CALLERS = [*Role, STRANGER]

Answers = Mapping[str, int]


def only(*allowed: Role, ok: int = 200) -> Answers:
    """These roles are served, others are refused, a stranger is asked who it is."""
    return {STRANGER: 401, **dict.fromkeys(Role, 403), **dict.fromkeys(allowed, ok)}


def everybody(status: int = 200) -> Answers:
    return dict.fromkeys(CALLERS, status)


def known(status: int) -> Answers:
    """Every known caller gets so far; what follows is decided by rules, under their own tests."""
    return {STRANGER: 401, **dict.fromkeys(Role, status)}


_SHAPELESS = everybody(400)
"""The shape of the body is looked at first, and the table's body has another."""
_OFFICE = only(Role.ADMINISTRATOR, Role.OPERATOR)
_ADMINISTRATOR = only(Role.ADMINISTRATOR, ok=201)

ANSWERS: Mapping[str, Answers] = {
    # --- the interface for programs ---
    "ANY authority/openapi.json": everybody(),
    "ANY authority/docs": everybody(),
    "ANY authority/": everybody(404),
    "GET authority/certificates/<name>": only(Role.ADMINISTRATOR, Role.OPERATOR, Role.SYSTEM),
    "POST authority/certificates/<name>/revocation": _ADMINISTRATOR,
    "POST authority/certificates/<name>/hold": _ADMINISTRATOR,
    "POST authority/certificates/<name>/resumption": only(Role.ADMINISTRATOR, ok=409),
    "GET authority/devices/models": everybody(),
    "POST authority/enrolment/offer": _SHAPELESS,
    "POST authority/enrolment/applications": _SHAPELESS,
    "GET authority/enrolment/applications/<application>": known(400),
    "DELETE authority/enrolment/applications/<application>": known(400),
    "GET authority/enrolment/applications/<application>/certificates": known(400),
    "POST authority/enrolment/applications/<application>/document": _SHAPELESS,
    "POST authority/enrolment/applications/<application>/receipt": _SHAPELESS,
    "POST authority/enrolment/cards": _SHAPELESS,
    "POST authority/enrolment/challenges": _SHAPELESS,
    "POST authority/enrolment/devices/<device>/deletion": _SHAPELESS,
    "GET authority/enrolment/devices/<device>/duty": known(400),
    "POST authority/enrolment/devices/<device>/duty": _SHAPELESS,
    "POST authority/enrolment/devices/<device>/reset": known(400),
    "POST authority/enrolment/identifications": _SHAPELESS,
    "POST authority/enrolment/revocations": _SHAPELESS,
    "POST authority/enrolment/suspensions": _SHAPELESS,
    # --- pages ---
    "GET static/<path:name>": everybody(),
    "GET authority/enter": everybody(401),
    "GET authority/status/": _OFFICE,
    "GET authority/status/certificates/<name>": _OFFICE,
    "GET authority/status/lists": _OFFICE,
    "GET authority/status/lists/<issuer>/<part>": only(Role.ADMINISTRATOR, Role.OPERATOR, ok=404),
}
