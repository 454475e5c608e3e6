"""Fuzz the card's commands under atheris: python tests/faults/fuzz_apdu.py -runs=20000.

Arguments are libFuzzer's, so that ``-runs`` or ``-max_total_time`` bounds it. Any exception that
leaves the card, any answer that is no APDU, any try won back without its PIN ends the run.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["tegata.card"]):
    from makers.cards import PINS, make_card
    from tegata.card.apdu import Response
    from tegata.card.values import Purpose

CARD = make_card()
RIGHT = (PINS.auth.octets, PINS.sign.octets)
SELECT_JPKI = bytes.fromhex("00A4040C0AD392F000260100000001")


def one_conversation(octets: bytes) -> None:
    """Cut the octets into commands, each behind its length, and let the card answer all."""
    CARD.transmit(SELECT_JPKI)
    provided = atheris.FuzzedDataProvider(octets)
    tries = [CARD.tries_left(purpose) for purpose in Purpose]
    while provided.remaining_bytes():
        command = provided.ConsumeBytes(provided.ConsumeIntInRange(0, 64))
        Response.parse(CARD.transmit(command))
        left = [CARD.tries_left(purpose) for purpose in Purpose]
        shown = any(pin in command for pin in RIGHT)
        assert shown or all(now <= before for now, before in zip(left, tries, strict=True))
        tries = left


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_conversation)
    atheris.Fuzz()
