"""One pair of remains and a missing person as a page that a court could read: everything needed to repeat the number.

The page needs nothing else and holds genetic data: it is written where the user says, and belongs to no public site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template, select_autoescape


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """A marker as printed: genotypes in the order of `Match.typed`, the frequencies of the remains' alleles, and the ratio."""

    marker: str
    remains: str
    references: tuple[str, ...]
    frequencies: str
    model: str
    lr: str
    log10_lr: str
    note: str


@dataclass(frozen=True, slots=True)
class Match:
    """What the page says; numbers are words already. `drawing`: the pedigree as SVG, made by `pedigree.svg`."""

    remains: str
    family: str
    missing: str
    claim: str
    other_claim: str
    lr: str
    log10_lr: str
    says: str
    priors: tuple[tuple[str, str], ...]
    exclusions: int
    used: int
    drawing: str
    typed: tuple[str, ...]
    rows: tuple[MarkerRow, ...]
    model: tuple[tuple[str, str], ...]
    otherwise: tuple[tuple[str, str, str], ...]
    chance: tuple[str, ...]
    tables: Mapping[str, Sequence[tuple[str, str]]]
    notes: tuple[str, ...]
    inputs: tuple[tuple[str, str, str], ...]
    command: str
    software: str
    made: str


@cache
def _template() -> tuple[Template, str]:
    shelf = files(__package__).joinpath("templates")
    environment = Environment(
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = shelf.joinpath("match.css").read_text(encoding="utf-8")
    return environment.from_string(shelf.joinpath("match.html.j2").read_text(encoding="utf-8")), style


def match_page(given: Match) -> str:
    """The page. Every word from files is escaped; it asks nothing of the network and runs no script."""
    template, style = _template()
    return template.render(match=given, style=style)
