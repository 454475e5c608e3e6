"""Takes apart files of certificates and lists: PEM or DER, one object or several."""

import binascii
import re

from tegata.pki import der
from tegata.pki.problems import MalformedDer
from tegata.pki.verify.problems import ObjectUnreadable

_ARMOUR = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----\s(.*?)-----END \1-----", re.DOTALL)
_LABELS = {
    b"CERTIFICATE": "certificate",
    b"X509 CERTIFICATE": "certificate",
    b"X509 CRL": "revocation list",
}


def read_bundle(octets: bytes, what: str) -> list[bytes]:
    """List the objects of one kind in a file, in DER and in their order.

    ``what`` is ``certificate`` or ``revocation list``: other armoured objects beside them, such as
    a key, are passed over. Raises ObjectUnreadable, also where there is none.
    """
    found = _armoured(octets, what) if b"-----BEGIN " in octets else _concatenated(octets, what)
    if not found:
        raise ObjectUnreadable(what=what)
    return found


def _armoured(octets: bytes, what: str) -> list[bytes]:
    try:
        return [
            binascii.a2b_base64(b"".join(body.split()), strict_mode=True)
            for label, body in _ARMOUR.findall(octets)
            if _LABELS.get(label) == what
        ]
    except binascii.Error:
        raise ObjectUnreadable(what=what) from None


def _concatenated(octets: bytes, what: str) -> list[bytes]:
    objects, start = [], 0
    try:
        while start < len(octets):
            found = der.read_at(octets, start, len(octets))
            objects.append(found.encoding)
            start = found.end
    except MalformedDer:
        raise ObjectUnreadable(what=what) from None
    return objects
