"""The path validation suite of NIST (PKITS), as pyhanko-certvalidator's source carries it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from marks import peer
from tegata.kit.core.problem import Problem
from tegata.pki.verify.demands import ANY_POLICY, Algorithms, Demands
from tegata.pki.verify.general import verify_path

ROOT = Path(__file__).parents[2]
STORED = ROOT / ".local" / "pkits"
NOW = datetime(2022, 5, 1, tzinfo=UTC)
Case = Mapping[str, Any]


@pytest.fixture(scope="session")
def suite(peers_required: bool) -> Path:
    """The suite's certificates, lists and cases, as `make peers` fetched them."""
    source = STORED / f"pyhanko_certvalidator-{version('pyhanko-certvalidator')}"
    if not source.is_dir():
        (pytest.fail if peers_required else pytest.skip)("peers missing: PKITS; run make peers")
    return source / "tests" / "fixtures" / "nist_pkits"


def _cases(suite: Path) -> list[Case]:
    cases: list[Case] = json.loads((suite / "pkits.json").read_text())
    return cases


def _name(case: Case) -> str:
    return f"{case['id']} {case['name']}"


def _valid(suite: Path, case: Case, algorithms: Algorithms) -> bool:
    try:
        verify_path(
            (suite / "certs" / case["cert"]).read_bytes(),
            anchors=[(suite / "certs" / "TrustAnchorRootCertificate.crt").read_bytes()],
            untrusted=[
                (suite / "certs" / name).read_bytes() for name in case.get("other_certs", [])
            ],
            lists=[(suite / "crls" / name).read_bytes() for name in _lists(case)],
            demands=_demands(case, algorithms),
            now=NOW,
        )
    except Problem:
        return False
    return True


def _lists(case: Case) -> list[str]:
    return ["TrustAnchorRootCRL.crl", *case.get("crls", [])]


def _demands(case: Case, algorithms: Algorithms) -> Demands:
    asked = case.get("params", {})
    return Demands(
        policies=frozenset(asked.get("user_initial_policy_set", [ANY_POLICY])),
        explicit_policy=asked.get("initial_explicit_policy", False),
        inhibit_mapping=asked.get("initial_policy_mapping_inhibit", False),
        inhibit_any_policy=asked.get("initial_any_policy_inhibit", False),
        algorithms=algorithms,
    )


def _missed(suite: Path, algorithms: Algorithms) -> set[str]:
    return {
        _name(case)
        for case in _cases(suite)
        if _valid(suite, case, algorithms) is not ("error" not in case)
    }


def _explained(column: str) -> set[str]:
    """The cases of a table in docs/pkits.md that stand there with a reason."""
    text = (ROOT / "docs" / "pkits.md").read_text()
    section = text.split(f"## {column}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| (\d{5} \w+) \| [^|]{20,} \|$", section, re.MULTILINE))


@peer()
def test_at_least_244_of_the_246_cases_come_out_as_nist_says(suite: Path) -> None:
    cases = _cases(suite)

    missed = _missed(suite, Algorithms.CURRENT)

    print(f"PKITS: {len(cases) - len(missed)} of {len(cases)}")
    assert len(cases) == 246
    assert len(missed) <= 2


@peer()
@pytest.mark.parametrize(
    ("algorithms", "section"),
    [(Algorithms.CURRENT, "By default"), (Algorithms.LEGACY, "With legacy algorithms")],
)
def test_exactly_the_explained_cases_come_out_otherwise(
    suite: Path, algorithms: Algorithms, section: str
) -> None:
    assert _missed(suite, algorithms) == _explained(section)


@peer()
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("valid_signatures_test1", ""),
        ("invalid_ee_signature_test3", "pki.signature-wrong"),
        ("invalid_ca_notafter_date_test5", "verify.expired"),
        ("invalid_revoked_ca_test2", "verify.revoked"),
        ("missing_crl_test1", "verify.status-unknown"),
        ("valid_deltacrl_test2", ""),
        ("all_certs_same_policy_test1_with_constraints1", ""),
        ("all_certs_same_policy_test1_with_constraint_mismatch", "verify.policy-unacceptable"),
    ],
)
def test_the_command_says_the_same(suite: Path, name: str, code: str) -> None:
    case = next(case for case in _cases(suite) if case["name"] == name)

    said = subprocess.run(
        [sys.executable, "-m", "tegata.site", "verify", *_arguments(suite, case)],
        capture_output=True,
        check=False,
        text=True,
    )

    assert said.returncode == (1 if code else 0), said.stderr
    assert said.stderr.endswith(f"[{code}]\n" if code else "")


def _arguments(suite: Path, case: Case) -> Iterator[str]:
    demands = _demands(case, Algorithms.CURRENT)
    yield f"--anchor={suite}/certs/TrustAnchorRootCertificate.crt"
    yield f"--cert={suite}/certs/{case['cert']}"
    yield f"--time={NOW.isoformat()}"
    yield from (f"--untrusted={suite}/certs/{name}" for name in case.get("other_certs", []))
    yield from (f"--crl={suite}/crls/{name}" for name in _lists(case))
    yield from (f"--policy={policy}" for policy in demands.policies)
    if demands.explicit_policy:
        yield "--explicit-policy"
