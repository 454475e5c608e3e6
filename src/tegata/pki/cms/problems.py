"""What can be wrong with a signed message."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class MessageUnsupported(Problem):
    """A signed message in a form that JPKI's signers do not use."""

    kind = Kind.INVALID
    code = "pki.message-unsupported"
    sentence = "The signed message is of a form that is not accepted: %(why)s."
    advice = "Sign with one signer, named by issuer and serial, with SHA-256 and signed attributes."

    why: str


@define(auto_exc=True, slots=False)
class ContentMissing(Problem):
    """A detached signature came without what it signs."""

    kind = Kind.INVALID
    code = "pki.content-missing"
    sentence = "The signature is detached, and what it signs was not given."
    advice = "Give the signed document together with the signature."


@define(auto_exc=True, slots=False)
class ContentTwice(Problem):
    """A message that holds its content came with another one."""

    kind = Kind.INVALID
    code = "pki.content-twice"
    sentence = "The message holds its content, and a document was given beside it."
    advice = "Check the message alone, or make a detached signature."


@define(auto_exc=True, slots=False)
class DigestWrong(Problem):
    """The content is not what was signed."""

    kind = Kind.INVALID
    code = "pki.digest-wrong"
    sentence = "The content is not the one that was signed."
    advice = "Give the document as it was when it was signed."


@define(auto_exc=True, slots=False)
class SignerUnknown(Problem):
    """No certificate in the message is the signer's."""

    kind = Kind.INVALID
    code = "pki.signer-unknown"
    sentence = "The message does not hold the certificate of its signer."
    advice = "Ask the signer to include the certificate."
