"""What can be wrong with a revocation list, or with rows that should become one."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class MalformedList(Problem):
    """The octets are DER, but no certificate list."""

    kind = Kind.INVALID
    code = "pki.crl-malformed"
    sentence = "This is no certificate revocation list: %(why)s (octet %(position)s)."
    advice = "Fetch the list again from its issuer; if it comes out the same, tell the issuer."

    position: str
    why: str


@define(auto_exc=True, slots=False)
class ListExtensionUnknown(Problem):
    """A critical extension of the list, or of an entry, that this product cannot process."""

    kind = Kind.INVALID
    code = "pki.crl-extension-unknown"
    sentence = "The revocation list carries the critical extension %(extension)s, which is unknown."
    advice = "Do not decide anything by this list (RFC 5280, 5.2); ask its issuer for another one."

    extension: str


@define(auto_exc=True, slots=False)
class EntryUnfit(Problem):
    """A row that cannot stand in a revocation list."""

    kind = Kind.INVALID
    code = "pki.crl-entry-unfit"
    sentence = "Row %(row)s cannot stand in a revocation list: %(why)s."
    advice = "Correct the row: a serial of 1 to 20 octets, a date, a reason of RFC 5280, 5.3.1."

    row: str
    why: str


@define(auto_exc=True, slots=False)
class RemovalOutsideDelta(Problem):
    """removeFromCRL in a list that is whole (RFC 5280, 5.3.1)."""

    kind = Kind.INVALID
    code = "pki.crl-removal-outside-delta"
    sentence = "Row %(row)s says that a certificate is removed, but the list is not a delta."
    advice = "Leave resumed certificates out of whole lists; announce them in delta lists only."

    row: str
