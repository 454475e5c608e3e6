"""What a foreign program needs on disk to judge our lists and answers."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tegata.pki.x509.certificate import Certificate


def pem(certificate: Certificate) -> bytes:
    return x509.load_der_x509_certificate(certificate.der).public_bytes(Encoding.PEM)


def key_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


def said_by(folder: Path, *command: str, at: str = "2026-04-01 12:30:00") -> tuple[int, str]:
    """Run a program in a folder at the tests' time; tell its exit code and all that it says."""
    done = subprocess.run(
        ["faketime", "-f", at, *command],
        cwd=folder,
        env={"TZ": "UTC", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def write(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    for name, octets in files:
        (folder / name).write_bytes(octets)
