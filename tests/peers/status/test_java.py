"""Java's own path validation asks the living status process, by GET as by POST, and reads lists."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from makers.status_world import PHONE_AUTH, PHONE_SIGN, StatusWorld
from marks import peer
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("java", "javac", "faketime"),
]
SOURCE = Path(__file__).parents[1] / "java" / "Validate.java"
ASKED = ("good", "held", "revoked", "stranger", "expired")
every_rulebook = pytest.mark.parametrize(
    "world", ["sandbox-http", "sandbox", "jpki"], indirect=True
)
without_addresses = pytest.mark.parametrize("world", ["sandbox", "jpki"], indirect=True)


@pytest.fixture(scope="package")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-d", folder, SOURCE], check=True, timeout=120)
    return folder


def validated(
    world: StatusWorld,
    classes: Path,
    kind: CertificateKind,
    *words: object,
    switch: str = "",
    later: timedelta = timedelta(0),
) -> dict[str, str]:
    """Validate a certificate of each state, with every generation trusted."""
    files = [world.find(kind, state).file for state in ASKED]
    command = [
        "java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        *([switch] if switch else []),
        "-cp",
        classes,
        "Validate",
        world.anchors,
    ]
    said = world.at_this_time(*command, *words, "--", *files, later=later)
    return dict(zip(ASKED, said.splitlines(), strict=True))


def stopped(said: dict[str, str]) -> bool:
    held = said["held"].startswith("REVOKED CERTIFICATE_HOLD: Certificate has been revoked")
    return held and said["revoked"].startswith(
        "REVOKED KEY_COMPROMISE: Certificate has been revoked"
    )


@pytest.mark.parametrize(
    ("kind", "switch"),
    [
        *((kind, "") for kind in HOLDERS),
        (PHONE_AUTH, "-Dcom.sun.security.ocsp.useget=false"),
        (PHONE_SIGN, "-Dcom.sun.security.ocsp.useget=false"),
    ],
    ids=lambda value: "post" if str(value).endswith("false") else value or "get",
)
def test_java_believes_the_answer(
    world: StatusWorld, classes: Path, kind: CertificateKind, switch: str
) -> None:
    said = validated(world, classes, kind, "ocsp", switch=switch)

    assert said["good"] == "VALID"
    assert stopped(said)
    assert said["stranger"].startswith("UNDETERMINED_REVOCATION_STATUS")
    assert said["expired"].startswith("EXPIRED")


@pytest.mark.parametrize("kind", [PHONE_AUTH, PHONE_SIGN])
def test_java_fetches_the_list(world: StatusWorld, classes: Path, kind: CertificateKind) -> None:
    said = validated(world, classes, kind, "crl", switch="-Dcom.sun.security.enableCRLDP=true")

    assert said["good"] == "VALID"
    assert stopped(said)
    assert said["expired"].startswith("EXPIRED")


@every_rulebook
@pytest.mark.parametrize("which", ["list", "whole_list"])
def test_java_reads_a_list_from_a_file(world: StatusWorld, classes: Path, which: str) -> None:
    said = validated(world, classes, PHONE_SIGN, "crl", getattr(world.find(PHONE_SIGN), which))

    assert said["good"] == said["stranger"] == "VALID"
    assert stopped(said)


@without_addresses
def test_java_does_not_believe_what_no_list_covers(world: StatusWorld, classes: Path) -> None:
    said = validated(world, classes, PHONE_SIGN, "crl")

    assert said["good"].startswith("UNDETERMINED_REVOCATION_STATUS")


@pytest.mark.parametrize(
    ("how", "hours", "refusal"),
    [
        ("ocsp", 1, "UNSPECIFIED: Response is unreliable: its validity interval is out-of-date"),
        ("crl", 37, "UNDETERMINED_REVOCATION_STATUS"),
    ],
)
def test_java_does_not_believe_what_is_stale(
    world: StatusWorld, classes: Path, how: str, hours: int, refusal: str
) -> None:
    said = validated(world, classes, PHONE_SIGN, how, later=timedelta(hours=hours))

    assert said["good"].startswith(refusal)
