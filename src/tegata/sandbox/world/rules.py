"""Decide whether a world's clock may be moved."""

from datetime import datetime

from tegata.sandbox.world.problems import ClockBackwards


def check_move(wanted: datetime, recorded: datetime | None) -> None:
    """Refuse to go back behind the last record; None for a world without any.

    Raises ClockBackwards.
    """
    if recorded is not None and wanted < recorded:
        raise ClockBackwards(
            wanted=f"{wanted:%Y-%m-%dT%H:%M:%SZ}", recorded=f"{recorded:%Y-%m-%dT%H:%M:%SZ}"
        )
