"""Says in our words why pyhanko-certvalidator refused a path.

Its classes name some reasons; the others stand only in its English. The version is pinned, and
the PKITS test would notice other words. Nothing of its text is passed on: it may quote names.
"""

from collections.abc import Callable

from asn1crypto import crl, x509
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathError,
    PathValidationError,
    RevokedError,
    StaleRevinfoError,
    ValidationError,
)

from tegata.kit.core.problem import Problem
from tegata.pki.problems import AlgorithmUnsupported, SignatureWrong
from tegata.pki.verify.problems import (
    CriticalExtensionUnknown,
    Expired,
    NameNotPermitted,
    NotTrusted,
    NotYetValid,
    PathBroken,
    PolicyUnacceptable,
    StatusUnknown,
    UsageNotAllowed,
    revocation,
    shown,
)
from tegata.pki.x509.reasons import Reason

_SENTENCES: tuple[tuple[str, Callable[[str], Problem]], ...] = (
    ("no valid set of policies", lambda which: PolicyUnacceptable(which=which)),
    ("permitted namespace", lambda which: NameNotPermitted(which=which)),
    ("are excluded from the", lambda which: NameNotPermitted(which=which)),
    ("unsupported critical extension", lambda which: CriticalExtensionUnknown(which=which)),
    ("signature of", lambda which: SignatureWrong(what=which)),
    ("is not allowed to sign", lambda which: UsageNotAllowed(which=which, use="certify others")),
    ("is not a CA", lambda which: UsageNotAllowed(which=which, use="certify others")),
    ("issuer name", lambda which: PathBroken(which=which, why="its issuer is another")),
    ("policy mapping", lambda which: PathBroken(which=which, why="it maps any policy to one")),
    ("maximum path length", lambda which: PathBroken(which=which, why="the path is too long")),
)
"""Words that stand in the library's messages; the first that is found decides."""


def problem_of(refusal: ValidationError | PathError, leaf: x509.Certificate) -> Problem:
    """Translate one refusal; ``leaf`` is the certificate that was to be judged."""
    match refusal:
        case PathError() | InvalidCertificateError():
            return NotTrusted(serial=f"{leaf.serial_number:x}")
        case PathValidationError():
            return _problem_on_the_path(refusal, _position(refusal))
    return PathBroken(which="certificate", why="it was refused without a reason")


def _position(refusal: PathValidationError) -> str:
    if refusal.is_side_validation:
        return "certificate of the list's issuer"
    return "certificate" if refusal.is_ee_cert else "certificate of a CA on the path"


def _problem_on_the_path(refusal: PathValidationError, which: str) -> Problem:
    match refusal:
        case RevokedError():
            return revocation(which, _reason(refusal.reason), refusal.revocation_dt)
        case ExpiredError():
            return Expired(which=which, expired=shown(refusal.expired_dt))
        case NotYetValidError():
            return NotYetValid(which=which, begins=shown(refusal.valid_from))
        case InsufficientRevinfoError():
            stale = isinstance(refusal, StaleRevinfoError)
            why = "the list is out of date" if stale else "no list that may be believed covers it"
            return StatusUnknown(which=which, why=why)
        case DisallowedAlgorithmError():
            return AlgorithmUnsupported(algorithm=f"that signs the {which}")
    return _problem_by_words(str(refusal), which)


def _reason(reason: crl.CRLReason) -> Reason:
    return Reason(int.from_bytes(reason.contents, "big"))


def _problem_by_words(message: str, which: str) -> Problem:
    for words, problem in _SENTENCES:
        if words in message:
            return problem(which)
    return PathBroken(which=which, why="a rule of RFC 5280 is not kept")
