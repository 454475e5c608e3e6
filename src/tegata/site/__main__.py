"""The ``tegata`` command: gives its arguments to the door that they name."""

import sys

from tegata.kit.data.clock import SystemClock
from tegata.site import verify


def main() -> None:
    """Run one command and leave with its exit code."""
    match sys.argv[1:]:
        case ["verify", *arguments]:
            sys.exit(verify.run(arguments, SystemClock()))
        case _:
            sys.exit("usage: tegata verify --anchor FILE --cert FILE ...")


if __name__ == "__main__":
    main()
