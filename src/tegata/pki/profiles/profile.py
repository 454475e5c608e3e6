"""A profile: the subject's name and the extensions of one kind of certificate, line by line."""

from collections.abc import Callable

from attrs import frozen

from tegata.pki.profiles.authority_names import distribution_point, japanese_name, responder_name
from tegata.pki.profiles.common_name import common_name
from tegata.pki.profiles.facts import Authority, Facts, Holder, Responder
from tegata.pki.profiles.kinds import CertificateKind
from tegata.pki.profiles.problems import FactsMissing
from tegata.pki.profiles.rulebook import Rulebook
from tegata.pki.x509 import write
from tegata.pki.x509.certificate import key_id_of
from tegata.pki.x509.distinguished_name import COMMON_NAME, JAPAN, LOCALITY, Attribute, encode_name
from tegata.pki.x509.personal_data import PersonalData
from tegata.pki.x509.usage import KeyUsage


@frozen
class Draft:
    """What a line of a profile may look at."""

    rulebook: Rulebook
    kind: CertificateKind
    facts: Facts

    @property
    def holder(self) -> Holder:
        """The holder's facts. Raises FactsMissing."""
        if not isinstance(self.facts.subject, Holder):
            raise FactsMissing(certificate_kind=self.kind.value, missing="a holder")
        return self.facts.subject

    @property
    def personal(self) -> PersonalData:
        """The holder's four items. Raises FactsMissing."""
        if self.holder.personal is None:
            raise FactsMissing(certificate_kind=self.kind.value, missing="the four items")
        return self.holder.personal


Make = Callable[[Draft], bytes | None]
"""Makes the DER that a line asks for; None leaves the extension out."""


@frozen
class Line:
    """One extension of a profile."""

    oid: str
    critical: bool
    make: Make


def critical(oid: str, make: Make) -> Line:
    """Write a line whose extension every reader must understand."""
    return Line(oid, critical=True, make=make)


def ordinary(oid: str, make: Make) -> Line:
    """Write a line whose extension a reader may pass over."""
    return Line(oid, critical=False, make=make)


@frozen
class Profile:
    """One kind of certificate: how its subject is named, and its extensions in order."""

    kind: CertificateKind
    subject: Callable[[Draft], bytes]
    lines: tuple[Line, ...]


# --- subjects ------------------------------------------------------------------------------------


def the_issuer(draft: Draft) -> bytes:
    """Name a CA as it names itself."""
    if not isinstance(draft.facts.subject, Authority):
        raise FactsMissing(certificate_kind=draft.kind.value, missing="the CA itself as subject")
    return draft.facts.issuer.name


def a_responder(draft: Draft) -> bytes:
    """Name an OCSP responder beside its CA."""
    if not isinstance(draft.facts.subject, Responder):
        raise FactsMissing(certificate_kind=draft.kind.value, missing="a responder")
    return responder_name(draft.rulebook, draft.facts.issuer.family, draft.facts.subject.name)


def a_number(draft: Draft) -> bytes:
    """Name a holder by common name alone."""
    return encode_name(JAPAN, _common_name(draft))


def a_resident(draft: Draft) -> bytes:
    """Name a holder by prefecture, municipality and common name."""
    place = draft.holder.municipality
    return encode_name(
        JAPAN,
        Attribute(LOCALITY, place.prefecture),
        Attribute(LOCALITY, place.name),
        _common_name(draft),
    )


def _common_name(draft: Draft) -> Attribute:
    holder, layout = draft.holder, draft.rulebook.common_names[draft.kind]
    return Attribute(COMMON_NAME, common_name(layout, holder.application, holder.municipality))


# --- extensions ----------------------------------------------------------------------------------


def always(value: bytes) -> Make:
    """Write the same value into every certificate of the profile."""
    return lambda _draft: value


def usage(bits: KeyUsage) -> Make:
    """Write a key usage."""
    return always(write.key_usage(bits))


def the_four_items(draft: Draft) -> bytes:
    """Write the holder's personal data."""
    return draft.personal.encoding


def the_policy(draft: Draft) -> bytes:
    """Write the policy of the kind."""
    return write.policy(draft.rulebook.policies[draft.kind], draft.rulebook.cps)


def the_japanese_name(draft: Draft) -> bytes:
    """Write the CA's Japanese name."""
    return japanese_name(draft.rulebook, draft.facts.issuer.family)


def the_list_of_the_place(draft: Draft) -> bytes:
    """Write where the holder's revocation would be listed."""
    place = draft.holder.municipality if draft.kind in draft.rulebook.partitioned else None
    names = distribution_point(
        draft.rulebook, draft.facts.issuer.family, draft.facts.issuer.key_id, place
    )
    return write.distribution_points(names)


def the_list_of_the_authority(draft: Draft) -> bytes:
    """Write the CA's own list."""
    return write.distribution_points(
        distribution_point(
            draft.rulebook, draft.facts.issuer.family, draft.facts.issuer.key_id, None
        )
    )


def the_responder(draft: Draft) -> bytes | None:
    """Write the address of the OCSP responder, where the rulebook gives one."""
    address = draft.rulebook.ocsp.get(draft.kind)
    return None if address is None else write.ocsp_access(address)


def the_issuer_key(draft: Draft) -> bytes:
    """Write the issuer's key, and its certificate's issuer and serial."""
    issuer = draft.facts.issuer
    return write.authority_key_id(issuer.key_id, issuer.issuer, issuer.serial)


def the_own_key(draft: Draft) -> bytes:
    """Write the subject's key identifier."""
    return write.subject_key_id(key_id_of(draft.facts.key))
