"""Throw guided octets at every parser: nothing but a Problem may come out.

Runs until stopped, or for a time: ``python tests/faults/fuzz_der.py -max_total_time=60``.
A finding stops it: the octets are kept in a file that the last lines name, and
``python tests/faults/fuzz_der.py that-file`` shows it again.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["tegata"]):
    from faults.parsers import PARSERS, parse


def parse_one(octets: bytes) -> None:
    """The first octet of an input chooses the parser."""
    if octets:
        parse(octets[0], octets[1:])


def main() -> None:
    with tempfile.TemporaryDirectory() as corpus:
        for number, (_, seed) in enumerate(PARSERS):
            (Path(corpus) / str(number)).write_bytes(bytes([number]) + seed)
        given = sys.argv[1:]
        folder = [] if any(not each.startswith("-") for each in given) else [corpus]
        atheris.Setup([sys.argv[0], "-max_len=4096", *given, *folder], parse_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
