"""Check a signature over the exact octets that were signed (RFC 5280, 4.1.1.3)."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tegata.pki import der
from tegata.pki.problems import AlgorithmUnsupported, SignatureWrong

SHA256_WITH_RSA = "1.2.840.113549.1.1.11"

_RSA: dict[str, HashAlgorithm] = {
    "1.2.840.113549.1.1.5": SHA1(),  # noqa: S303 - only to read what others signed long ago # nosec B303
    SHA256_WITH_RSA: SHA256(),
    "1.2.840.113549.1.1.12": SHA384(),
    "1.2.840.113549.1.1.13": SHA512(),
}
_ECDSA: dict[str, HashAlgorithm] = {
    "1.2.840.10045.4.3.2": SHA256(),
    "1.2.840.10045.4.3.3": SHA384(),
    "1.2.840.10045.4.3.4": SHA512(),
}

SHA256_WITH_RSA_ALGORITHM = der.sequence(der.object_identifier(SHA256_WITH_RSA), der.null())
"""The AlgorithmIdentifier that every object of JPKI carries, with NULL parameters."""


def check_signature(
    *, key: bytes, signed: bytes | memoryview, signature: bytes, algorithm: str, what: str
) -> None:
    """Check ``signature`` over ``signed`` under ``key`` (a DER SubjectPublicKeyInfo).

    ``algorithm`` is the dotted signature algorithm, ``what`` the object in the refusal's words.
    Raises SignatureWrong or AlgorithmUnsupported.
    """
    try:
        public = load_der_public_key(key)
        # The algorithm must be of the key's own kind: a hash alone does not name a signature.
        if isinstance(public, rsa.RSAPublicKey) and algorithm in _RSA:
            public.verify(signature, signed, padding.PKCS1v15(), _RSA[algorithm])  # type: ignore[arg-type] # any buffer
        elif isinstance(public, ec.EllipticCurvePublicKey) and algorithm in _ECDSA:
            public.verify(signature, signed, ec.ECDSA(_ECDSA[algorithm]))
        else:
            raise AlgorithmUnsupported(algorithm=algorithm)
    except (InvalidSignature, ValueError):
        raise SignatureWrong(what=what) from None
    except UnsupportedAlgorithm:
        raise AlgorithmUnsupported(algorithm=algorithm) from None
