"""What can be wrong with bytes that claim to be certificates, lists, answers or messages."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class SerialUnreadable(Problem):
    """The text is no hexadecimal serial number of 1 to 20 octets."""

    kind = Kind.INVALID
    code = "pki.serial-unreadable"
    sentence = "“%(text)s” is not a certificate serial number."
    advice = "Give the hexadecimal form that a certificate viewer shows, at most 40 digits."

    text: str


@define(auto_exc=True, slots=False)
class KeyIdUnreadable(Problem):
    """The text is no hexadecimal key identifier."""

    kind = Kind.INVALID
    code = "pki.key-id-unreadable"
    sentence = "“%(text)s” is not a key identifier."
    advice = "Give the issuer's subject key identifier: 40 hexadecimal digits."

    text: str


@define(auto_exc=True, slots=False)
class CertificateNameUnreadable(Problem):
    """The text does not name a certificate by issuer and serial."""

    kind = Kind.INVALID
    code = "pki.certificate-name-unreadable"
    sentence = "“%(text)s” does not name a certificate."
    advice = "Name it by issuer key identifier and serial, as in 4de017de…558a:067c6a21."

    text: str


@define(auto_exc=True, slots=False)
class MalformedDer(Problem):
    """The octets are no distinguished encoding of what should stand there."""

    kind = Kind.INVALID
    code = "pki.malformed-der"
    sentence = "The encoding is broken at octet %(position)s: %(why)s."
    advice = "Send the object as it was issued, in DER, without changes."

    position: str
    why: str


@define(auto_exc=True, slots=False)
class SignatureWrong(Problem):
    """A signature does not verify under the key that should have made it."""

    kind = Kind.INVALID
    code = "pki.signature-wrong"
    sentence = "The signature of the %(what)s does not verify."
    advice = "Do not trust the %(what)s; fetch it again from its issuer."

    what: str


@define(auto_exc=True, slots=False)
class AlgorithmUnsupported(Problem):
    """An algorithm or key type that this product does not accept."""

    kind = Kind.INVALID
    code = "pki.algorithm-unsupported"
    sentence = "The algorithm %(algorithm)s is not accepted."
    advice = "Use RSA with SHA-256, as the profile of JPKI does."

    algorithm: str
