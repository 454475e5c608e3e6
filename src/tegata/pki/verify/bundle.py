"""Takes apart files of certificates and lists: PEM or DER, one object or several."""

from collections.abc import Iterator

from tegata.pki import der
from tegata.pki.problems import MalformedDer
from tegata.pki.verify.problems import ObjectUnreadable
from tegata.pki.x509.pem import CERTIFICATE, read_pem

_LABELS = {"certificate": CERTIFICATE, "revocation list": "X509 CRL"}


def read_bundle(octets: bytes, what: str) -> tuple[bytes, ...]:
    """List the objects of one kind in a file, in DER and in their order.

    ``what`` is ``certificate`` or ``revocation list``: PEM of other labels, such as a key, is
    passed over. Raises PemUnreadable or ObjectUnreadable, also where there is none.
    """
    if b"-----BEGIN " in octets:
        return read_pem(_LABELS[what], octets.decode("latin-1"))
    try:
        found = tuple(_concatenated(octets))
    except MalformedDer:
        raise ObjectUnreadable(what=what) from None
    if not found:
        raise ObjectUnreadable(what=what)
    return found


def _concatenated(octets: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(octets):
        found = der.read_at(octets, start, len(octets))
        yield found.encoding
        start = found.end
