"""The facts that a certificate states, brought together before it is built."""

from datetime import UTC, datetime
from typing import Self

from attrs import field, frozen

from tegata.pki.profiles.common_name import Application
from tegata.pki.profiles.kinds import Family
from tegata.pki.profiles.municipality import Municipality
from tegata.pki.profiles.problems import PeriodEmpty
from tegata.pki.x509.certificate import Certificate, key_id_of
from tegata.pki.x509.names import KeyId, Serial
from tegata.pki.x509.personal_data import PersonalData


def _whole_seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _not_empty(period: "Period", _attribute: object, ends: datetime) -> None:
    if ends <= period.starts:
        raise PeriodEmpty(starts=period.starts.isoformat(), ends=ends.isoformat())


@frozen
class Period:
    """A validity: from the second of issuance through its last second. Raises PeriodEmpty."""

    starts: datetime = field(converter=_whole_seconds)
    ends: datetime = field(converter=_whole_seconds, validator=_not_empty)


@frozen
class Issuer:
    """What certificates say of the CA that issues them, taken from its own certificate."""

    family: Family
    name: bytes
    """The CA's Name, in DER."""
    key_id: KeyId
    serial: Serial
    """The serial of the CA's own certificate."""
    issuer: bytes
    """The Name of the issuer of the CA's own certificate, in DER."""
    expires: datetime

    @classmethod
    def of(cls, family: Family, certificate: Certificate) -> Self:
        """Take it from the CA's certificate."""
        return cls(
            family,
            certificate.subject,
            certificate.key_id,
            certificate.serial,
            certificate.issuer,
            certificate.not_after,
        )

    @classmethod
    def root(cls, family: Family, name: bytes, key: bytes, serial: Serial, period: Period) -> Self:
        """Make a CA that issues its own certificate. Raises MalformedDer."""
        return cls(family, name, key_id_of(key), serial, name, period.ends)


@frozen
class Authority:
    """The subject is the CA itself."""


@frozen
class Responder:
    """The subject is an OCSP responder of its issuer."""

    name: str


@frozen
class Holder:
    """The subject is a person, at the municipality where the application was made."""

    municipality: Municipality
    application: Application
    personal: PersonalData | None = None
    """The four items, which signature certificates carry and the others must not."""


@frozen
class Facts:
    """All that one certificate states."""

    serial: Serial
    period: Period
    key: bytes
    """The subject's SubjectPublicKeyInfo, in DER."""
    issuer: Issuer
    subject: Authority | Responder | Holder
