"""The stateless contract: one flat object a figure, with the fields that other programs and the scorer read (docs/contract.md)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ..model.claims import Figure
from ..model.terms import Fate, Measure
from ..model.vague import worth


@cache
def least() -> dict[str, int]:
    """What the annotation guide takes vague words for, at least."""
    text = files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["least"])


def bounds(figure: Figure) -> tuple[int | None, int | None]:
    """The bounds as the contract writes them: a vague word as its customary least number, open above."""
    if not figure.count.vague:
        return figure.count.low, figure.count.high
    return worth(figure.count.words, least()) or 1, None


def contract(figure: Figure, event: str | None = None) -> dict[str, object]:
    """The object of one figure. `event` is left out when nothing was linked."""
    low, high = bounds(figure)
    happened = figure.clocks.happened
    row: dict[str, object] = {
        "doc": figure.report,
        "start": figure.passage.start,
        "end": figure.passage.end,
        "fate": figure.fate.value,
        "low": low,
        "high": high,
        "approx": figure.count.approx,
        "role": figure.group.role.value,
        "side": figure.group.side,
        "actor": figure.actor,
        "recipient": figure.recipient,
        "source": figure.claimant.speaker,
        "modality": figure.modality.value,
        "place": figure.place.name if figure.place else None,
        "date_from": happened.first.isoformat() if happened and happened.first else None,
        "date_to": happened.last.isoformat() if happened and happened.last else None,
        "cumulative": figure.measure.cumulative and not _held_then(figure),
    }
    if event is not None:
        row["event"] = event
    return row


def _held_then(figure: Figure) -> bool:
    """Captives of whom is told how many were held at a time that is over: no sum that has grown until the report."""
    last = figure.clocks.happened.last if figure.clocks.happened is not None else None
    held = figure.measure is Measure.STOCK and figure.fate is Fate.CAPTURED
    return held and last is not None and last < figure.clocks.published
