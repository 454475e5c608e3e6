"""Write the octets that cards and phones sign, so that nothing that was signed is interpreted."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from tegata.authority.devices.public import Phone
from tegata.authority.enrolment.values import Application
from tegata.card.values import Purpose
from tegata.pki.x509.names import CertificateName


def document(
    application: Application, phone: Phone, requests: Mapping[Purpose, bytes], challenge: bytes
) -> bytes:
    """Write the application that the card signs: JSON, its keys in order, without spaces."""
    facts = {
        "application": str(application.id),
        "aim": application.aim,
        "device": str(phone.device),
        "model": phone.model,
        "os": phone.os,
        "os_version": phone.os_version,
        "requests": {each: sha256(octets).hexdigest() for each, octets in requests.items()},
        "challenge": challenge.hex(),
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


def receipt(certificates: Sequence[bytes]) -> bytes:
    """Write what a card or phone signs after its certificates were written, sign before auth."""
    digests = b"".join(sha256(each).digest() for each in certificates)
    return b"tegata receipt\0" + digests


def revocation(name: CertificateName, challenge: bytes) -> bytes:
    """Write what a key signs so that one certificate is revoked."""
    return b"tegata revocation\0" + str(name).encode() + b"\0" + challenge
