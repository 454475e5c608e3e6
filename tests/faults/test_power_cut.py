"""The power goes in the middle of guessing: no try that was answered comes back."""

import subprocess
import sys
from pathlib import Path

from makers.cards import make_card, make_seal
from tegata.card.keys import SealedKeys
from tegata.card.shelves import FolderShelf
from tegata.card.values import Purpose
from tegata.card.virtual import VirtualCard

GUESSING = """
import sys
from pathlib import Path
from makers.cards import make_seal
from tegata.card.keys import SealedKeys
from tegata.card.shelves import FolderShelf
from tegata.card.virtual import VirtualCard

shelf, seal = FolderShelf(Path(sys.argv[1])), make_seal()
card = VirtualCard.open(keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)
for command in ("00A4040C0AD392F000260100000001", "00A4020C02001B"):
    card.transmit(bytes.fromhex(command))
while True:
    print(card.transmit(bytes.fromhex("0020008006") + b"WRONG1").hex(), flush=True)
"""


def test_a_killed_card_remembers_every_miss_that_it_answered(tmp_path: Path) -> None:
    make_card(FolderShelf(tmp_path))
    card = subprocess.Popen(
        [sys.executable, "-c", GUESSING, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert card.stdout is not None
    answers = [card.stdout.readline().strip() for _ in range(2)]
    card.kill()
    card.communicate()

    shelf, seal = FolderShelf(tmp_path), make_seal()
    again = VirtualCard.open(keys=SealedKeys(shelf, seal), seal=seal, shelf=shelf)
    assert answers == ["63c4", "63c3"]
    assert again.tries_left(Purpose.SIGN) <= 3
