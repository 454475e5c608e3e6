"""What can be wrong with a certificate, a request or a public key."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class CertificateRefused(Problem):
    """The encoding is sound, but what it says is no certificate of RFC 5280."""

    kind = Kind.INVALID
    code = "pki.certificate-refused"
    sentence = "This is no certificate of RFC 5280: %(why)s."
    advice = "Send the certificate as it was issued."

    why: str


@define(auto_exc=True, slots=False)
class RequestRefused(Problem):
    """The encoding is sound, but what it says is no certification request."""

    kind = Kind.INVALID
    code = "pki.request-refused"
    sentence = "This is no certification request of RFC 2986: %(why)s."
    advice = "Make the request anew on the device that holds the key."

    why: str


@define(auto_exc=True, slots=False)
class KeyRefused(Problem):
    """A public key that the profile does not admit."""

    kind = Kind.REFUSED
    code = "pki.key-refused"
    sentence = "The public key is refused: %(why)s."
    advice = "Make a new RSA key pair of 2048 bits with exponent 65537."

    why: str


@define(auto_exc=True, slots=False)
class PersonalDataRefused(Problem):
    """The personal data cannot stand in a certificate. The data themselves are never shown."""

    kind = Kind.INVALID
    code = "pki.personal-data-refused"
    sentence = "The %(item)s cannot stand in a signature certificate: %(why)s."
    advice = "Correct the record at the municipality and apply again."

    item: str
    why: str


@define(auto_exc=True, slots=False)
class MunicipalityUnreadable(Problem):
    """A municipality that cannot be written into a certificate."""

    kind = Kind.INVALID
    code = "pki.municipality-unreadable"
    sentence = "“%(text)s” does not name a municipality."
    advice = "Give the code's first five digits and the names in Latin letters, as in Kiyose-shi."

    text: str


@define(auto_exc=True, slots=False)
class PemUnreadable(Problem):
    """A text without a readable block of the kind that should stand in it."""

    kind = Kind.INVALID
    code = "pki.pem-unreadable"
    sentence = "The text holds no readable block “%(label)s”."
    advice = "Send the whole text, with its BEGIN and END lines, as it was issued."

    label: str
