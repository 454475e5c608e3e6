"""Decide whether keys are held, fit, and made inside the secure element that vouches for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from tegata.authority.devices.public import DeletionUnproved, Phone, Removed
from tegata.authority.enrolment.problems import KeysOther
from tegata.card.attestation import Attestation, check_attestation
from tegata.card.values import Purpose
from tegata.pki.x509.certificate import Certificate
from tegata.pki.x509.keys import check_key
from tegata.pki.x509.names import KeyId
from tegata.pki.x509.request import Request


def check_requests(
    requests: Mapping[Purpose, bytes], wanted: Sequence[Purpose]
) -> dict[Purpose, bytes]:
    """Find the keys to be certified, each proved to be held and of the one kind that is issued.

    Raises KeysOther, KeyRefused, RequestRefused, SignatureWrong, MalformedDer.
    """
    if set(requests) != set(wanted):
        raise KeysOther(why="there is not one request for each certificate")
    keys = {}
    for purpose in wanted:
        request = Request.parse(requests[purpose])
        check_key(request.key)
        request.check_possession()
        keys[purpose] = request.key
    if len(set(keys.values())) != len(keys):
        raise KeysOther(why="one key is asked for twice")
    return keys


def check_attested(
    octets: bytes,
    *,
    challenge: bytes,
    phone: Phone,
    keys: Mapping[Purpose, bytes],
    makers: Sequence[bytes],
    now: datetime,
) -> None:
    """Believe that this phone's own element made the keys. Raises AttestationWrong, KeysOther."""
    statement = check_attestation(octets, challenge=challenge, roots=makers, now=now)
    if element_of(octets) != phone.element:
        raise KeysOther(why="another phone's secure element vouches for them")
    if statement.model != phone.model:
        raise KeysOther(why="the secure element is of another model")
    if any(statement.keys.get(purpose) != key for purpose, key in keys.items()):
        raise KeysOther(why="the secure element did not make them")


def check_removed(
    octets: bytes, challenge: bytes, makers: Sequence[bytes], now: datetime
) -> Removed:
    """Believe an element that it holds no key: the receipt of a deletion (D-REV-01).

    Raises AttestationWrong, DeletionUnproved.
    """
    statement = check_attestation(octets, challenge=challenge, roots=makers, now=now)
    if statement.keys:
        raise DeletionUnproved(why="the secure element still holds keys")
    return Removed(element_of(octets), sha256(octets).digest())


def element_of(attestation: bytes) -> KeyId:
    """Tell which secure element made a statement."""
    return Certificate.parse(Attestation.parse(attestation).element).key_id
