"""``tegata verify``: judge certificates in files, offline.

Exit 0: valid. Exit 1: not valid, with the reason on standard error. Exit 2: wrong usage.
"""

import logging
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tegata.kit.core.ports import Clock
from tegata.kit.core.problem import Problem
from tegata.kit.data.clock import SystemClock
from tegata.kit.i18n.say import Language, lines
from tegata.pki.verify.bundle import read_bundle
from tegata.pki.verify.demands import ANY_POLICY, Algorithms, Demands, StatusCheck
from tegata.pki.verify.general import verify_path
from tegata.site.environment import read_environment


def main(words: Sequence[str]) -> int:
    """Be the command."""
    return run(words, SystemClock(), read_environment().language)


def run(arguments: Sequence[str], clock: Clock, language: Language = Language.EN) -> int:
    """Judge what the arguments name, and say the outcome. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    # The library logs why it tried another path; the outcome is said here, once.
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        for file in asked.cert:
            _judge(file, asked, asked.time or clock.now())
    except Problem as refusal:
        sys.stderr.write(f"{lines(refusal, language)}\n")
        return 1
    return 0


def _judge(file: bytes, asked: Namespace, now: datetime) -> None:
    # A file with a whole chain is usual: its first certificate is judged, the rest may help.
    leaf, *chain = read_bundle(file, "certificate")
    path = verify_path(
        leaf,
        anchors=_objects(asked.anchor, "certificate"),
        untrusted=[*chain, *_objects(asked.untrusted, "certificate")],
        lists=_objects(asked.crl, "revocation list"),
        demands=_demands(asked),
        now=now,
    )
    under = ", ".join(sorted(path.policies)) or "no policy"
    sys.stdout.write(f"valid at {now:%Y-%m-%dT%H:%M:%SZ} under {under}\n")


def _objects(files: Sequence[bytes], what: str) -> list[bytes]:
    return [found for octets in files for found in read_bundle(octets, what)]


def _demands(asked: Namespace) -> Demands:
    return Demands(
        policies=frozenset(asked.policy or [ANY_POLICY]),
        explicit_policy=asked.explicit_policy,
        inhibit_mapping=asked.inhibit_mapping,
        inhibit_any_policy=asked.inhibit_any,
        algorithms=Algorithms.LEGACY if asked.legacy_algorithms else Algorithms.CURRENT,
        status=StatusCheck.NONE if asked.no_revocation else StatusCheck.LISTS,
    )


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="tegata verify",
        description="Judge certificates by RFC 5280, offline. Files are PEM or DER, one object or"
        " several. Exit 0: valid; 1: not valid, with the reason on standard error; 2: wrong usage.",
    )
    file = partial(parser.add_argument, action="append", type=_file, default=[], metavar="FILE")
    file("--anchor", required=True, help="a trusted CA; may be repeated")
    file("--untrusted", help="a certificate between; may be repeated")
    file("--crl", help="a revocation list; may be repeated")
    file("--cert", required=True, help="the certificate to judge; may be repeated")
    parser.add_argument("--policy", action="append", type=_policy, metavar="OID")
    parser.add_argument(
        "--time", type=_time, help="ISO 8601, UTC if it names no zone; default: now"
    )
    for flag, meaning in _FLAGS.items():
        parser.add_argument(flag, action="store_true", help=meaning)
    return parser


_FLAGS = {
    "--explicit-policy": "an accepted policy must hold for the whole path",
    "--inhibit-mapping": "policies may not be mapped",
    "--inhibit-any": "the policy that stands for any is not counted",
    "--legacy-algorithms": "believe SHA-1 and DSA signatures of long ago",
    "--no-revocation": "judge the path alone: revocation is settled otherwise",
}


def _file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as fault:
        raise ArgumentTypeError(f"{name}: {fault.strerror}") from None


def _policy(text: str) -> str:
    try:
        Demands(policies=frozenset({text}))
    except ValueError:
        raise ArgumentTypeError(f"{text} is no object identifier") from None
    return text


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no time such as 2023-05-11T00:00:00Z") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
