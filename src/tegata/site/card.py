"""The commands ``tegata card …``: a thin door over the terminal, any reader, and the virtual card."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from getpass import getpass
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

from tegata.card import pcsc, vpcd
from tegata.card.keys import SealedKeys
from tegata.card.sealing import Seal
from tegata.card.shelves import FolderShelf
from tegata.card.terminal import Terminal
from tegata.card.values import SLOTS, Pin, Purpose
from tegata.card.virtual import VirtualCard
from tegata.kit.core.problem import Problem
from tegata.kit.data.entropy import SystemEntropy
from tegata.kit.i18n.say import lines
from tegata.site.environment import read_environment


def main(argv: Sequence[str]) -> int:
    """Run one command; say a refusal on stderr and give the exit code."""
    asked = _parser().parse_args(argv)
    act: Callable[[Namespace], None] = asked.act
    try:
        act(asked)
    except Problem as refusal:
        sys.stderr.write(f"{lines(refusal, read_environment().language)}\n")
        return 1
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="tegata card", description="Read, use and serve JPKI cards.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, act: Callable[[Namespace], None], *, words: str) -> ArgumentParser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(act=act)
        return added

    verb("readers", _readers, words="List the card readers.")
    serve = verb("serve", _serve, words="Put a virtual card into the virtual reader.")
    serve.add_argument("folder", type=Path, help="where the card is kept")
    serve.add_argument(
        "--secret", type=_contents, required=True, help="file with its seal's secret"
    )
    serve.add_argument("--host", default=vpcd.HOST)
    serve.add_argument("--port", type=int, default=vpcd.PORT)
    serve.add_argument("--wait", type=int, default=0, help="seconds to wait for the reader")
    _at_reader(verb("status", _status, words="Tell the carrier and the tries left."))
    read = _at_reader(verb("read", _read, words="Read a certificate."))
    read.add_argument("purpose", choices=list(Purpose), type=Purpose)
    read.add_argument("--ca", action="store_true", help="its CA's certificate instead")
    read.add_argument("--out", type=Path, help="write DER there, rather than PEM to the terminal")
    sign = _at_reader(verb("sign", _sign, words="Sign a file by RSA with SHA-256."))
    sign.add_argument("purpose", choices=list(Purpose), type=Purpose)
    sign.add_argument("file", type=_contents)
    sign.add_argument("--out", type=Path, required=True, help="where the signature goes")
    change = _at_reader(verb("change-pin", _change_pin, words="Set a new PIN."))
    change.add_argument("purpose", choices=list(Purpose), type=Purpose)
    change.add_argument("--new-pin", help="asked for when it is not given")
    return parser


def _at_reader(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("--reader", default="0", help="its number, or a part of its name")
    parser.add_argument("--pin", help="asked for where it is needed; given here, others can see it")
    return parser


def _contents(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as failed:
        raise ArgumentTypeError(f"cannot read {path}: {failed.strerror}") from None


def _readers(_asked: Namespace) -> None:
    for number, name in enumerate(pcsc.readers()):
        _say(f"{number} {name}")


def _serve(asked: Namespace) -> None:
    seal = Seal(asked.secret, SystemEntropy())
    shelf = FolderShelf(asked.folder)
    card = VirtualCard.open(keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)
    with suppress(KeyboardInterrupt):
        vpcd.serve(
            card,
            host=asked.host,
            port=asked.port,
            tries=1 + 10 * asked.wait,
            inserted=lambda: _say(f"inserted {card.token}"),
        )


def _status(asked: Namespace) -> None:
    with pcsc.card_in(asked.reader) as transport:
        terminal = Terminal.open(transport)
        _say(f"token {terminal.token()}")
        for purpose in Purpose:
            _say(f"{purpose} tries left {terminal.tries_left(purpose)}")


def _read(asked: Namespace) -> None:
    with pcsc.card_in(asked.reader) as transport:
        terminal = Terminal.open(transport)
        if asked.ca:
            certificate = terminal.read_ca(asked.purpose)
        elif terminal.wants_pin(asked.purpose):
            certificate = terminal.read_certificate(asked.purpose, _pin(asked))
        else:
            certificate = terminal.read_certificate(asked.purpose)
    if asked.out is not None:
        asked.out.write_bytes(certificate)
    else:
        _say(DER_cert_to_PEM_cert(certificate).rstrip())


def _sign(asked: Namespace) -> None:
    pin = _pin(asked)
    with pcsc.card_in(asked.reader) as transport:
        asked.out.write_bytes(Terminal.open(transport).sign(asked.purpose, pin, asked.file))


def _change_pin(asked: Namespace) -> None:
    current = _pin(asked)
    new = Pin(current.rule, asked.new_pin or getpass("New PIN: "))
    with pcsc.card_in(asked.reader) as transport:
        Terminal.open(transport).change_pin(asked.purpose, current, new)


def _pin(asked: Namespace) -> Pin:
    return Pin(SLOTS[asked.purpose].rule, asked.pin or getpass("PIN: "))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
