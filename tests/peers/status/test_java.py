"""Java's own path validation asks the living status process, by GET as by POST, and reads lists."""

import subprocess
from pathlib import Path

import pytest

from makers.status_world import StatusWorld
from marks import peer
from tegata.pki.profiles.kinds import HOLDERS, CertificateKind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("status"),
    peer("java", "javac", "faketime"),
]
SOURCE = Path(__file__).parents[1] / "java" / "Validate.java"
every_kind = pytest.mark.parametrize("kind", HOLDERS)
without_addresses = pytest.mark.parametrize("world", ["sandbox", "jpki"], indirect=True)


@pytest.fixture(scope="package")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-d", folder, SOURCE], check=True, timeout=120)
    return folder


def validated(
    world: StatusWorld, classes: Path, kind: CertificateKind, how: str, *words: object, **more: str
) -> dict[str, str]:
    """Validate a certificate of each state under the issuer of the good one, and the expired."""
    there = world.find(kind)
    states = [state for _, state in world.standing if _ is kind and state != "expired"]
    files = [world.find(kind, state).file for state in states]
    options = [f"-D{name.replace('_', '.')}={value}" for name, value in more.items()]
    said = world.at_this_time(
        "java", *options, "-cp", classes, "Validate", there.issuer, how, *words, "--", *files
    )
    return dict(zip(states, said.splitlines(), strict=True))


def test_first(world: StatusWorld, classes: Path) -> None:
    kind = CertificateKind.PHONE_AUTH
    print(validated(world, classes, kind, "ocsp"))
    print(validated(world, classes, kind, "ocsp", com_sun_security_ocsp_useget="false"))
    print(validated(world, classes, kind, "crl", com_sun_security_enableCRLDP="true"))
    print(validated(world, classes, kind, "crl", world.find(kind).list))
    print(validated(world, classes, kind, "crl", world.find(kind).whole_list))
    print(validated(world, classes, kind, "crl"))
    assert 0
