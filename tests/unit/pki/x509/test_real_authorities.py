"""The six published CA certificates of JPKI are read, and rebuilt to the last octet."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tegata.pki import der
from tegata.pki.profiles.build import authority_facts, tbs_certificate
from tegata.pki.profiles.facts import Period
from tegata.pki.profiles.kinds import CertificateKind, Family
from tegata.pki.profiles.rulebook import JPKI
from tegata.pki.x509.certificate import Certificate, assemble

SHARED = Path(__file__).parents[5] / "shared" / "data" / "jpki-ca"
"""Published by J-LIS and kept beside the repository, not in it."""

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the CA certificates are not here")

KEY_IDS = {
    "sign_ca_2015": "0D034CBB34D0714F45E45A1CAFD8FD143FAB54A7",
    "sign_ca_2019": "4DE017DE4B7F473DCD867A62D38B134ACE83558A",
    "sign_ca_2023": "D21EA55895617E93ADBF966B941AB4EDF653F08F",
    "auth_ca_2015": "9567951B5CA70D84A0FFF1D85A87F1AAB1340385",
    "auth_ca_2019": "8CD5586A891485E559379B7E29D410CFD28B3593",
    "auth_ca_2023": "1AC100F596A3BC8C4B3DF195E32699249E9E308A",
}


def octets_of(name: str) -> bytes:
    body = re.sub(r"-----[^-]+-----", "", (SHARED / f"{name}.pem").read_text())
    return base64.b64decode(body)


def fingerprints() -> dict[str, str]:
    lines = (SHARED / "README.md").read_text().splitlines()
    return dict(line.split(".pem ") for line in lines if ".pem " in line and len(line) > 70)  # type: ignore[misc]


@pytest.mark.parametrize("name", KEY_IDS)
def test_a_real_authority_is_read_and_verifies_itself(name: str) -> None:
    found = Certificate.parse(octets_of(name))

    assert hashlib.sha256(found.der).hexdigest().upper() == fingerprints()[name]
    assert str(found.key_id).upper() == KEY_IDS[name]
    assert found.subject_key_id == found.key_id.octets
    assert found.name.issuer == found.key_id
    assert assemble(found.tbs, found.signature) == found.der
    found.check_signed_by(found.key)


@pytest.mark.parametrize("name", KEY_IDS)
def test_the_profile_rebuilds_what_the_real_authority_signed(name: str) -> None:
    family = Family(name[:4])
    kind = CertificateKind(f"{family.value}-ca")
    found = Certificate.parse(octets_of(name))
    period = Period(found.not_before, found.not_after)

    facts = authority_facts(JPKI, family, serial=found.serial, period=period, key=found.key)

    assert tbs_certificate(JPKI, kind, facts) == found.tbs
    assert der.read(found.tbs).encoding == found.tbs
