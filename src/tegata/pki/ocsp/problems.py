"""What can be wrong with a status request, or with the answer to one."""

from attrs import define

from tegata.kit.core.problem import Kind, Problem


@define(auto_exc=True, slots=False)
class MalformedStatusRequest(Problem):
    """The octets are no OCSP request. The responder answers malformedRequest."""

    kind = Kind.INVALID
    code = "pki.ocsp-malformed-request"
    sentence = "This is no certificate status request: %(why)s."
    advice = "Send a DER OCSPRequest of RFC 6960, 4.1, by POST or in the path of a GET."

    why: str


@define(auto_exc=True, slots=False)
class MalformedStatusResponse(Problem):
    """The octets are DER, but no OCSP response."""

    kind = Kind.INVALID
    code = "pki.ocsp-malformed-response"
    sentence = "This is no certificate status response: %(why)s."
    advice = "Ask again; if it comes out the same, tell the operator of the responder."

    why: str


@define(auto_exc=True, slots=False)
class StatusWithheld(Problem):
    """The responder answers, but gives no status."""

    kind = Kind.UNAVAILABLE
    code = "pki.ocsp-status-withheld"
    sentence = "The responder gives no status: %(status)s."
    advice = "Treat the certificate as unchecked; ask again later, or read the revocation list."

    status: str


@define(auto_exc=True, slots=False)
class ResponderUntrusted(Problem):
    """The answer is not signed by somebody whom the issuer trusts with that."""

    kind = Kind.INVALID
    code = "pki.ocsp-responder-untrusted"
    sentence = "The signer of the status response may not answer for this issuer: %(why)s."
    advice = "Do not use the answer; tell the operator of the responder."

    why: str


@define(auto_exc=True, slots=False)
class AnswerForAnother(Problem):
    """The response does not speak about the certificate that was asked about, or not once."""

    kind = Kind.INVALID
    code = "pki.ocsp-answer-for-another"
    sentence = "The status response has %(count)s answers for certificate %(serial)s."
    advice = "Do not use the answer; ask again."

    serial: str
    count: str


@define(auto_exc=True, slots=False)
class AnswerNotCurrent(Problem):
    """The answer is too old, or from the future."""

    kind = Kind.INVALID
    code = "pki.ocsp-answer-not-current"
    sentence = "The status was stated for %(this_update)s until %(next_update)s, not for %(now)s."
    advice = "Ask again, and check your clock."

    this_update: str
    next_update: str
    now: str


@define(auto_exc=True, slots=False)
class NonceDiffers(Problem):
    """The answer does not carry the nonce of the request: it may be a replay."""

    kind = Kind.INVALID
    code = "pki.ocsp-nonce-differs"
    sentence = "The status response does not carry the nonce of the request."
    advice = "Ask again; a responder that never returns nonces must be asked without one."
