"""Programs nobody here wrote, asked about what the service issued: at the world's time."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

from attrs import frozen
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from tegata.pki.x509.certificate import Certificate
from tegata.sandbox.scenario.values import Proof, Verdict

_PATIENCE = 60

Judge = Callable[[str], str]
"""Takes a program's output; gives the line that proves it, or nothing."""


@frozen
class Witnesses:
    """Where the programs' files lie, where the service answers, and what time it is there."""

    folder: Path
    status: str
    now: Callable[[], datetime]
    moved: Callable[[], bool]
    """Whether the world's clock is not the machine's, so that programs need libfaketime."""

    def pem(self, name: str, *certificates: bytes) -> str:
        """Write certificates for a program to read."""
        file = self.folder / f"{name}.pem"
        file.write_text("".join(DER_cert_to_PEM_cert(each) for each in certificates))
        return str(file)

    def status_is(self, expected: str, certificate: bytes, issuer: bytes, *, about: str) -> Proof:
        """Ask ``openssl ocsp`` and expect good, or revoked with a reason, in its words."""
        command = (
            "openssl", "ocsp", "-issuer", self.pem("issuer", issuer),
            "-cert", self.pem("certificate", certificate), "-CAfile", self.pem("issuer", issuer),
            "-url", f"{self.status}/ocsp/any",
        )  # fmt: skip
        # The exit code is 0 for revoked and for stale answers too: the words decide.
        return self._ask(f"{about}, openssl ocsp", command, lambda said: _status(said, expected))

    def list_accepts(
        self, certificate: bytes, issuer: bytes, crl: bytes, *, good: bool, about: str
    ) -> Proof:
        """Let ``openssl verify -crl_check`` judge a certificate with a list handed over as a file."""
        file = self.folder / "list.crl"
        file.write_bytes(crl)
        command = (
            "openssl", "verify", "-crl_check", "-CAfile", self.pem("issuer", issuer),
            "-CRLfile", str(file), self.pem("certificate", certificate),
        )  # fmt: skip
        wanted = ": OK" if good else "certificate revoked"
        return self._ask(
            f"{about}, openssl verify -crl_check", command, lambda said: _judged(said, wanted)
        )

    def message_verifies(self, message: bytes, issuer: bytes) -> Proof:
        """Let ``openssl cms`` verify a signed message that holds its content."""
        signed = self.folder / "signed.der"
        signed.write_bytes(message)
        command = (
            "openssl", "cms", "-verify", "-inform", "DER", "-in", str(signed), "-binary",
            "-CAfile", self.pem("issuer", issuer), "-purpose", "any", "-out", "/dev/null",
        )  # fmt: skip
        return self._ask(
            "openssl cms -verify", command, lambda said: _line(said, "erification successful")
        )

    def signature_verifies(self, signature: bytes, content: bytes, certificate: bytes) -> Proof:
        """Let ``openssl dgst`` verify a bare signature under a certificate's key."""
        signed, document = self.folder / "answer.sig", self.folder / "challenge"
        signed.write_bytes(signature)
        document.write_bytes(content)
        key = self.folder / "key.pem"
        key.write_bytes(_public_pem(certificate))
        command = (
            "openssl", "dgst", "-sha256", "-verify", str(key), "-signature", str(signed),
            str(document),
        )  # fmt: skip
        return self._ask("openssl dgst -verify", command, lambda said: _line(said, "Verified OK"))

    def _ask(self, title: str, command: Sequence[str], judge: Judge) -> Proof:
        needed = [command[0], *(["faketime"] if self.moved() else [])]
        missing = [program for program in needed if shutil.which(program) is None]
        if missing:
            return Proof(title, f"missing: {', '.join(missing)}", Verdict.SKIPPED)
        done = subprocess.run(  # noqa: S603 - fixed programs
            [*self._at_its_time(), *command],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            env={"TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )
        said = f"{done.stdout}\n{done.stderr}"
        line = judge(said)
        if line:
            return Proof(title, line, Verdict.HOLDS)
        return Proof(title, " | ".join(said.split("\n")[-4:]).strip(), Verdict.BROKEN)

    def _at_its_time(self) -> list[str]:
        if not self.moved():
            return []
        return ["faketime", "-f", f"@{self.now():%Y-%m-%d %H:%M:%S}"]


def _line(said: str, wanted: str) -> str:
    return next((line.strip() for line in said.splitlines() if wanted in line), "")


def _status(said: str, expected: str) -> str:
    """Find the status line; a warning of stale times, or a response unverified, spoils it."""
    if "WARNING" in said or "Response verify OK" not in said:
        return ""
    status, _, reason = expected.partition("/")
    found = next((line for line in said.splitlines() if line.endswith(f": {status}")), "")
    if not found or (reason and f"Reason: {reason}" not in said):
        return ""
    since = [line.strip() for line in said.splitlines() if "Revocation Time" in line]
    return ", ".join([f"{status} ({reason})" if reason else status, *since])


def _judged(said: str, wanted: str) -> str:
    """Find the verdict on a path, without the file's name before it."""
    return _line(said, wanted).rpartition(": ")[2]


def _public_pem(certificate: bytes) -> bytes:
    key = load_der_public_key(Certificate.parse(certificate).key)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
