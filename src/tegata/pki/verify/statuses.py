"""Whether a certificate is revoked, by the list of its distribution point (RFC 5280, 6.3)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, Self

import numpy as np
from attrs import field, frozen

from tegata.pki.crl.certificate_list import CertificateList
from tegata.pki.crl.scope import Scope
from tegata.pki.verify.anchors import Anchor, Anchors
from tegata.pki.verify.leaf import Leaf
from tegata.pki.verify.problems import ListUnfit, StatusUnknown, revocation
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.signature import SHA256_WITH_RSA

_LOW = (1 << 64) - 1
_WHOLE = b""
"""Stands for the distribution point of a list that is not partitioned."""
_NOTHING_LEFT_OUT = (
    ("indirect", "it speaks for other issuers too"),
    ("relative_name", "its distribution point is named relative to its issuer"),
    ("some_reasons", "it leaves out some reasons"),
    ("only_authorities", "it speaks about CAs only"),
    ("only_attributes", "it speaks about attribute certificates only"),
)


class StatusSource(Protocol):
    """Says whether a certificate is revoked."""

    def check(self, leaf: Leaf, issuer: Anchor, now: datetime) -> None:
        """Pass a certificate that is good at ``now``. Raises Revoked, OnHold or StatusUnknown."""
        ...


@frozen
class StatusLeftOut:
    """For a caller who settles revocation otherwise, and says so."""

    def check(self, leaf: Leaf, issuer: Anchor, now: datetime) -> None:
        """Pass every certificate."""


@frozen(eq=False)
class TrustedList:
    """A whole list of a trusted CA: signature and scope were checked, only time was not."""

    listed: CertificateList
    issuer: KeyId
    points: tuple[bytes, ...]
    _next_update: datetime
    _low: memoryview = field(repr=False)
    """The last eight octets of every serial, sorted: most certificates are on no list."""
    _rows: memoryview = field(repr=False)
    """In which row of the list each of them stands."""

    @classmethod
    def parse(cls, octets: bytes, anchors: Anchors) -> Self:
        """Read a list and check who issued it.

        Raises MalformedDer, MalformedList, ListExtensionUnknown, ListUnfit or SignatureWrong.
        """
        listed = CertificateList.parse(octets)
        issuer = _issuer(listed, anchors)
        listed.check_signature(issuer.certificate.key)
        if listed.base is not None or listed.next_update is None:
            raise ListUnfit(why="it is a delta list, or names no next one")
        points = _points(listed.scope or Scope())
        low = listed.entries.serials[:, -8:].copy().view(">u8").ravel().astype(np.uint64)
        rows = np.argsort(low, kind="stable")
        return cls(listed, issuer.key_id, points, listed.next_update, low[rows].data, rows.data)

    def check(self, serial: int, now: datetime) -> None:
        """Pass a serial that is not listed. Raises Revoked, OnHold or StatusUnknown."""
        if now < self.listed.this_update:
            raise StatusUnknown(which="certificate", why="the list is from a later time")
        if now > self._next_update:
            raise StatusUnknown(which="certificate", why="the list is out of date")
        low = serial & _LOW
        at = bisect_left(self._low, low)
        while at < len(self._low) and self._low[at] == low:
            entry = self.listed.entries.entry(self._rows[at])
            if entry.serial.number == serial:
                raise revocation("certificate", entry.reason, entry.revoked)
            at += 1


@frozen(eq=False)
class TrustedLists:
    """The current list of every distribution point that a relying party follows."""

    _by_point: Mapping[tuple[KeyId, bytes], TrustedList]

    @classmethod
    def of(cls, lists: Iterable[TrustedList]) -> Self:
        """Take lists; of several for one point the latest counts."""
        by_age = sorted(lists, key=lambda one: one.listed.this_update)
        return cls({(one.issuer, point): one for one in by_age for point in one.points})

    def check(self, leaf: Leaf, issuer: Anchor, now: datetime) -> None:
        """Pass a certificate that the list of its point does not name (RFC 5280, 6.3.3)."""
        for point in (*leaf.claims.points, _WHOLE):
            found = self._by_point.get((issuer.key_id, point))
            if found is not None:
                return found.check(leaf.serial, now)
        raise StatusUnknown(which="certificate", why="no list covers its distribution point")


def _issuer(listed: CertificateList, anchors: Anchors) -> Anchor:
    found = anchors.find(listed.issuer_key or b"")
    if found is None or found.certificate.subject != listed.issuer:
        raise ListUnfit(why="no trusted CA issued it")
    if listed.algorithm != SHA256_WITH_RSA:
        raise ListUnfit(why="it is not signed with RSA and SHA-256")
    return found


def _points(scope: Scope) -> tuple[bytes, ...]:
    for limit, why in _NOTHING_LEFT_OUT:
        if getattr(scope, limit):
            raise ListUnfit(why=why)
    return scope.full_name or (_WHOLE,)
