"""Bars from numbers: where each stands and how high it is. The template draws them as SVG."""

from collections.abc import Sequence

from attrs import frozen

WIDTH, HEIGHT = 640, 160
_FLOOR, _LEFT, _GAP = 24, 56, 0.25


@frozen
class Bar:
    """One bar, with the words under it and the number that it stands for."""

    label: str
    number: int
    x: float
    y: float
    width: float
    height: float


@frozen
class Chart:
    """Bars over a line of zero: they begin there, so that a bar twice as high is twice as much."""

    bars: tuple[Bar, ...]
    top: int
    """The number that the upper line stands for."""
    left: int = _LEFT
    floor: int = HEIGHT - _FLOOR
    width: int = WIDTH
    height: int = HEIGHT


def bars(numbers: Sequence[tuple[str, int]]) -> Chart:
    """Draw numbers from left to right, each with its label."""
    top = _round_up(max((number for _, number in numbers), default=0))
    step = (WIDTH - _LEFT) / max(len(numbers), 1)
    drawn = []
    for place, (label, number) in enumerate(numbers):
        height = round((HEIGHT - 2 * _FLOOR) * number / top, 1)
        x = round(_LEFT + (place + _GAP / 2) * step, 1)
        y = round(HEIGHT - _FLOOR - height, 1)
        drawn.append(Bar(label, number, x, y, round(step * (1 - _GAP), 1), height))
    return Chart(tuple(drawn), top)


def _round_up(number: int) -> int:
    """Give the next number of the kind 1, 2 or 5 with noughts."""
    size = 1
    while size * 10 <= number:
        size *= 10
    return next(factor * size for factor in (1, 2, 5, 10) if factor * size >= number)
