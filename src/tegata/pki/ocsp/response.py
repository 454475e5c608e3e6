"""A response as it was received: read, not yet believed (see ``check``)."""

from datetime import datetime
from typing import Self

from attrs import field, frozen

from tegata.pki import der
from tegata.pki.der import Element, Tag
from tegata.pki.ocsp.answer import Answer, read_answer
from tegata.pki.ocsp.nonce import NONCE, read_nonce
from tegata.pki.ocsp.problems import MalformedStatusResponse, StatusWithheld
from tegata.pki.ocsp.responder import BASIC, Outcome
from tegata.pki.x509.distinguished_name import check_name
from tegata.pki.x509.extensions import Extension, read_extensions
from tegata.pki.x509.walk import Walk, read_bits

_EXPLICIT_0, _EXPLICIT_1 = 0xA0, 0xA1
_BY_NAME, _BY_KEY = 0xA1, 0xA2
_OUTCOMES = {int(outcome): outcome for outcome in Outcome}


@frozen
class ResponderId:
    """How a response names its signer: by key hash or by name; the other one is empty."""

    key_hash: bytes = b""
    name: bytes = b""
    """A Name, DER."""


@frozen
class StatusResponse:
    """A basic response (RFC 6960, 4.2.1)."""

    responder: ResponderId
    produced: datetime
    answers: tuple[Answer, ...]
    nonce: bytes | None
    certificates: tuple[bytes, ...] = field(repr=False)
    """What came along to prove who signed, DER each."""
    algorithm: str
    """The dotted signature algorithm."""
    signature: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    """The octets that were signed."""

    @classmethod
    def parse(cls, octets: bytes) -> Self:
        """Read a response. Raises MalformedDer, MalformedStatusResponse, StatusWithheld."""
        basic = Walk.of(_basic(octets))
        data, algorithm = basic.take(Tag.SEQUENCE), basic.enter()
        signature = read_bits(basic.take(Tag.BIT_STRING))
        chain = basic.take_if(_EXPLICIT_0)
        basic.end()
        fields = Walk(data)
        _check_version(fields.take_if(_EXPLICIT_0))
        responder = _responder(fields.take())
        produced = der.read_time(fields.take(Tag.GENERALIZED_TIME))
        answers = tuple(map(read_answer, fields.take(Tag.SEQUENCE)))
        nonce = _nonce(fields.take_if(_EXPLICIT_1))
        fields.end()
        return cls(
            responder=responder,
            produced=produced,
            answers=answers,
            nonce=nonce,
            certificates=() if chain is None else _certificates(Walk(chain)),
            algorithm=der.read_object_identifier(algorithm.take()),
            signature=signature,
            signed=data.encoding,
        )


def _basic(octets: bytes) -> bytes:
    outer = Walk.of(octets)
    outcome = _OUTCOMES.get(der.read_integer(outer.take(), Tag.ENUMERATED))
    body = outer.take_if(_EXPLICIT_0)
    outer.end()
    if outcome is None:
        raise MalformedStatusResponse(why="its outcome does not exist")
    if outcome is not Outcome.SUCCESSFUL:
        raise StatusWithheld(status=outcome.name.lower().replace("_", " "))
    if body is None:
        raise MalformedStatusResponse(why="it is successful, but empty")
    wrapped = Walk(body)
    inner = wrapped.enter()
    wrapped.end()
    kind, basic = der.read_object_identifier(inner.take()), inner.take(Tag.OCTET_STRING)
    inner.end()
    if kind != BASIC:
        raise MalformedStatusResponse(why="its kind is not the basic one")
    return basic.value


def _check_version(found: Element | None) -> None:
    if found is not None and found.value != der.integer(0):
        raise MalformedStatusResponse(why="its version is not 1")


def _responder(found: Element) -> ResponderId:
    walk = Walk(found) if found.tag in {_BY_NAME, _BY_KEY} else None
    if walk is None:
        raise MalformedStatusResponse(why="it does not name its responder")
    inner = walk.take()
    walk.end()
    if found.tag == _BY_NAME and inner.tag == Tag.SEQUENCE:
        return ResponderId(name=check_name(inner))
    if found.tag == _BY_KEY and inner.tag == Tag.OCTET_STRING and inner.value:
        return ResponderId(key_hash=inner.value)
    raise MalformedStatusResponse(why="it does not name its responder")


def _nonce(found: Element | None) -> bytes | None:
    if found is None:
        return None
    walk = Walk(found)
    extensions = read_extensions(walk.take(Tag.SEQUENCE))
    walk.end()
    return _nonce_of(extensions)


def _nonce_of(extensions: tuple[Extension, ...]) -> bytes | None:
    for each in extensions:
        if each.critical and each.oid != NONCE:
            raise MalformedStatusResponse(why=f"the critical extension {each.oid} is unknown")
    return next((read_nonce(each) for each in extensions if each.oid == NONCE), None)


def _certificates(walk: Walk) -> tuple[bytes, ...]:
    found = tuple(each.encoding for each in walk.take(Tag.SEQUENCE))
    walk.end()
    return found
