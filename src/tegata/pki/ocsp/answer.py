"""What is said about one certificate: a status, and for how long it holds (RFC 6960, 4.2.1)."""

from datetime import datetime

from attrs import frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.ocsp.identify import CertId
from tegata.pki.ocsp.moments import generalized, until
from tegata.pki.ocsp.problems import MalformedStatusResponse
from tegata.pki.x509.extensions import read_extensions
from tegata.pki.x509.reasons import Reason
from tegata.pki.x509.walk import Walk

_GOOD, _REVOKED, _UNKNOWN = 0x80, 0xA1, 0x82
_NEXT_UPDATE, _EXTENSIONS = 0xA0, 0xA1
_REASONS = {int(reason): reason for reason in Reason}


@frozen
class Good:
    """The certificate was issued and is not revoked."""

    @property
    def encoding(self) -> bytes:
        """The CertStatus."""
        return b"\x80\x00"


@frozen
class Unknown:
    """The responder does not know the certificate: it is never good."""

    @property
    def encoding(self) -> bytes:
        """The CertStatus."""
        return b"\x82\x00"


@frozen
class Revoked:
    """The certificate is revoked, or on hold."""

    since: datetime
    reason: Reason = Reason.UNSPECIFIED

    @property
    def encoding(self) -> bytes:
        """The CertStatus."""
        reason = der.explicit(0, der.integer(self.reason, Tag.ENUMERATED)) if self.reason else b""
        return der.element(_REVOKED, generalized(self.since), reason)


Status = Good | Revoked | Unknown


@frozen
class Answer:
    """One certificate's status."""

    cert_id: CertId
    status: Status
    this_update: datetime
    next_update: datetime
    """When newer information will be there at the latest (RFC 5019, 2.2.4: always said)."""

    @property
    def encoding(self) -> bytes:
        """The SingleResponse."""
        return der.sequence(
            self.cert_id.encoding,
            self.status.encoding,
            generalized(self.this_update),
            until(self.next_update),
        )


def read_answer(found: Element) -> Answer:
    """Read a SingleResponse. Raises MalformedDer, MalformedStatusResponse."""
    walk = Walk(found)
    cert_id = CertId.read(walk.take(Tag.SEQUENCE))
    status = _status(walk.take())
    this_update = der.read_time(walk.take(Tag.GENERALIZED_TIME))
    expiry = walk.take_if(_NEXT_UPDATE)
    if expiry is None:
        raise MalformedStatusResponse(why="it does not say until when it holds")
    extensions = walk.take_if(_EXTENSIONS)
    walk.end()
    if extensions is not None and any(
        each.critical for each in read_extensions(Walk(extensions).take(Tag.SEQUENCE))
    ):
        raise MalformedStatusResponse(why="an answer has a critical extension")
    return Answer(cert_id, status, this_update, _only_time(expiry))


def _status(found: Element) -> Status:
    if found.tag in {_GOOD, _UNKNOWN} and not found.value:
        return Good() if found.tag == _GOOD else Unknown()
    if found.tag != _REVOKED:
        raise MalformedStatusResponse(why="a status is good, revoked or unknown")
    walk = Walk(found)
    since = der.read_time(walk.take(Tag.GENERALIZED_TIME))
    reason = walk.take_if(0xA0)
    walk.end()
    return Revoked(since, Reason.UNSPECIFIED if reason is None else _reason(Walk(reason)))


def _reason(walk: Walk) -> Reason:
    code = der.read_integer(walk.take(), Tag.ENUMERATED)
    walk.end()
    if code not in _REASONS:
        raise MalformedStatusResponse(why="the reason does not exist")
    return _REASONS[code]


def _only_time(found: Element) -> datetime:
    walk = Walk(found)
    moment = walk.take(Tag.GENERALIZED_TIME)
    walk.end()
    return der.read_time(moment)
