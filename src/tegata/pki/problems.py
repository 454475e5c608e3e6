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
