"""Why a certificate is revoked (RFC 5280, 5.3.1)."""

from enum import IntEnum
from types import MappingProxyType


class Reason(IntEnum):
    """A CRLReason. REMOVE_FROM_LIST stands in delta lists only; 7 is not used."""

    UNSPECIFIED = 0
    KEY_COMPROMISE = 1
    CA_COMPROMISE = 2
    AFFILIATION_CHANGED = 3
    SUPERSEDED = 4
    CESSATION = 5
    HOLD = 6
    REMOVE_FROM_LIST = 8
    PRIVILEGE_WITHDRAWN = 9
    AA_COMPROMISE = 10

    @property
    def text(self) -> str:
        """The standard's name, in small letters with hyphens: ``key-compromise``."""
        return _SPELLED.get(self, self.name.lower().replace("_", "-"))


_SPELLED = MappingProxyType(
    {
        Reason.CESSATION: "cessation-of-operation",
        Reason.HOLD: "certificate-hold",
        Reason.REMOVE_FROM_LIST: "remove-from-crl",
    }
)
"""Where the standard's own name is longer."""
