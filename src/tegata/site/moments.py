"""Read a moment as people type it: a day or a time, in Japan unless it says where."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime

from tegata.kit.core.calendar import JST


def read_moment(text: str) -> datetime:
    """Read ``2023-05-11`` (its morning, nine o'clock) or ``2023-05-11T23:59:00``.

    Raises ArgumentTypeError.
    """
    written = text if "T" in text or " " in text else f"{text}T09:00:00"
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(
            f"“{text}” is no day or time: write 2023-05-11 or 2023-05-11T23:59:00."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=JST)).astimezone(UTC)
