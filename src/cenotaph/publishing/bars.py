"""Bars by month: a timeline that needs no script. Only positions are computed here; the template draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, BASE, TOP, LEFT = 760.0, 120.0, 96.0, 8.0, 44.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where it stands, how high, and how many."""

    month: str
    x: float
    width: float
    y: float
    height: float
    many: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    most: int
    width: float = WIDTH
    height: float = HEIGHT
    base: float = BASE
    top: float = TOP
    left: float = LEFT


def bars(told: Sequence[tuple[str, int]], *, width: float = WIDTH) -> Bars | None:
    """The bars of these months, in their order; None when there is nothing to draw. Every few of them bear their month."""
    if not told or not any(n for _, n in told):
        return None
    most, step = max(n for _, n in told), (width - LEFT) / len(told)
    every = max(1, -(-len(told) // max(int(width / 95), 1)))
    made = []
    for n, (month, many) in enumerate(told):
        height = (BASE - TOP) * many / most
        wide = min(max(step * 0.8, 0.8), 40.0)
        label = month if n % every == 0 and (n == 0 or LEFT + n * step < width - 50) else None
        made.append(
            Bar(
                month,
                round(LEFT + n * step + (step - wide) / 2, 1),
                round(wide, 1),
                round(BASE - height, 1),
                round(height, 1),
                many,
                label,
            )
        )
    return Bars(tuple(made), most, width)
