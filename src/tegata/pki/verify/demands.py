"""What the caller demands of a path: the inputs of RFC 5280, 6.1.1."""

from enum import Enum

from attrs import field, frozen
from attrs.validators import deep_iterable, matches_re, min_len

ANY_POLICY = "2.5.29.32.0"
"""Stands for every policy (RFC 5280, 4.2.1.4)."""


class Algorithms(Enum):
    """Which signatures are still believed."""

    CURRENT = "current"
    """SHA-256 and stronger; RSA from 2048 bits."""
    LEGACY = "legacy"
    """SHA-1 and keys of 1024 bits too: only to read what others signed long ago."""


class StatusCheck(Enum):
    """Whether revocation is looked at."""

    LISTS = "lists"
    """Every certificate below the anchor must be covered by a current list."""
    NONE = "none"
    """The caller asks for the path alone and settles revocation otherwise."""


@frozen
class Demands:
    """The rules of one judgement. The defaults accept any policy and insist on revocation lists."""

    policies: frozenset[str] = field(
        default=frozenset({ANY_POLICY}),
        validator=[min_len(1), deep_iterable(matches_re(r"[0-2](\.\d{1,39}){1,31}"))],
    )
    """The policies that the caller accepts, in the anchor's domain (user-initial-policy-set)."""
    explicit_policy: bool = False
    """One of them must hold for every certificate of the path."""
    inhibit_mapping: bool = False
    inhibit_any_policy: bool = False
    algorithms: Algorithms = Algorithms.CURRENT
    status: StatusCheck = StatusCheck.LISTS
