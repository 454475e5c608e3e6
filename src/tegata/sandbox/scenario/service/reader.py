"""OpenSC reads the story's card: in a network and a /run of its own, beside nobody else's reader."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tegata.sandbox.scenario.values import Proof, Verdict

_NEEDED = ("unshare", "ip", "pcscd", "vpcd-config", "opensc-tool", "pkcs15-tool")
_SCRIPT = """
ip link set lo up && mount -t tmpfs none /run && mkdir /run/pcscd || exit 9
pcscd --foreground >/dev/null 2>&1 & pcscd=$!
"$@" >/dev/null 2>&1 & card=$!
for i in $(seq 60); do
  opensc-tool --reader 0 --atr 2>/dev/null | grep -q . && break
  sleep 0.1
done
opensc-tool --reader 0 --name
pkcs15-tool --reader 0 --list-certificates
kill $card $pcscd
"""


def opensc_reads(card: Path, secret: Path) -> tuple[Proof, ...]:
    """Let OpenSC name the card and list its certificates."""
    missing = [program for program in _NEEDED if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        why = f"missing: {', '.join(missing)}" if missing else "needs root, for a reader of its own"
        return (Proof("OpenSC", why, Verdict.SKIPPED),)
    serve = (sys.executable, "-m", "tegata.site", "card", "serve", str(card), "--secret")
    done = subprocess.run(  # noqa: S603 - fixed programs
        ["unshare", "-n", "-m", "sh", "-c", _SCRIPT, "sh", *serve, str(secret), "--wait", "10"],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout
    return (
        _proof("opensc-tool --name", "jpki", "jpki" in said.split(), done.stderr),
        _proof(
            "pkcs15-tool --list-certificates",
            "User Authentication Certificate",
            "User Authentication Certificate" in said,
            done.stderr,
        ),
    )


def _proof(by: str, wanted: str, holds: bool, otherwise: str) -> Proof:  # noqa: FBT001
    if holds:
        return Proof(by, wanted, Verdict.HOLDS)
    return Proof(by, otherwise.strip()[-200:] or "nothing", Verdict.BROKEN)
