"""Lints over the numbers of JPKI's certificates: serial, key and last second."""

from datetime import timedelta

from tegata.pki.lints.finding import Finding, Specimen
from tegata.pki.profiles.kinds import AUTHORITIES, FAMILIES, HOLDERS
from tegata.pki.profiles.rulebook import SerialPolicy
from tegata.pki.x509.keys import RsaKey

_COUNTED_BITS, _RANDOM_BITS, _KEY_BITS, _EXPONENT = 31, 64, 2048, 65537
_LONGEST_HOLDER, _LONGEST_AUTHORITY, _LONGEST_RESPONDER = (
    timedelta(days=days) for days in (6 * 366, 10 * 366, 366)
)


def serial_size(specimen: Specimen) -> Finding | None:
    """Expect at most four octets of a counted serial, more than 64 bits of a random one."""
    bits = specimen.certificate.serial.number.bit_length()
    counted = specimen.rulebook.serials is SerialPolicy.COUNTER
    if bits <= _COUNTED_BITS if counted else bits > _RANDOM_BITS:
        return None
    return Finding("jpki.serial", f"a serial of {bits} bits does not follow the rulebook")


def key_size(specimen: Specimen) -> Finding | None:
    """Expect RSA of 2048 bits with exponent 65537."""
    key = RsaKey.parse(specimen.certificate.key)
    if (key.modulus.bit_length(), key.exponent) == (_KEY_BITS, _EXPONENT):
        return None
    return Finding("jpki.key", "the key is not RSA of 2048 bits with exponent 65537")


def last_second(specimen: Specimen) -> Finding | None:
    """Expect CAs and holders to end one second before midnight in Japan."""
    ends = specimen.certificate.not_after
    if specimen.kind not in FAMILIES or (f"{ends:%H%M%S}" == "145959"):
        return None
    return Finding("jpki.last-second", "the certificate does not end at 23:59:59 in Japan")


def not_too_long(specimen: Specimen) -> Finding | None:
    """Expect a holder to end within six years, a CA within ten, a responder within one."""
    longest = _LONGEST_RESPONDER
    if specimen.kind in AUTHORITIES:
        longest = _LONGEST_AUTHORITY
    elif specimen.kind in HOLDERS:
        longest = _LONGEST_HOLDER
    if specimen.certificate.not_after - specimen.certificate.not_before <= longest:
        return None
    return Finding("jpki.too-long", "the certificate is valid for too long")
