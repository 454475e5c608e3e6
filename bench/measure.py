"""How every benchmark here measures: CPU seconds first, interleaved repeats, medians."""

import hashlib
import resource
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

Work = Callable[[], object]


def cpu() -> float:
    """Read the CPU seconds that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def interleaved(works: Mapping[str, Work], repeats: int) -> dict[str, tuple[float, float]]:
    """Run every work in turn, ``repeats`` times; give the median CPU and wall seconds of each."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            begun, since = cpu(), time.perf_counter()
            work()
            spent[name].append((cpu() - begun, time.perf_counter() - since))
    return {
        name: (median(c for c, _ in all_), median(w for _, w in all_))
        for name, all_ in spent.items()
    }


def table(title: str, measured: Mapping[str, tuple[float, float]], ours: str) -> None:
    """Print each work's seconds, and ours as a multiple of it."""
    print(f"\n{title}\n{'':44}{'CPU s':>10}{'wall s':>10}{'ours ÷ it':>11}")
    for name, (spent, wall) in measured.items():
        ratio = measured[ours][0] / spent if spent else float("nan")
        print(f"{name:44}{spent:10.4f}{wall:10.4f}{ratio:11.4f}")


def sha256_of(octets: bytes | memoryview) -> Work:
    """Give the limit: hashing the same octets."""
    return lambda: hashlib.sha256(octets).digest()


def growth(work: Work) -> int:
    """Run a work; tell by how many bytes the process grew at most while it ran."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the earlier peak
    before = _memory("VmRSS")
    work()
    return _memory("VmHWM") - before


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
