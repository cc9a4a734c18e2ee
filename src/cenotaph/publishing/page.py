"""One page that needs nothing else: the case's accounts, who says what and when, what is withheld, and every figure's sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template, select_autoescape

from .chart import Chart
from .redaction import Printed


@dataclass(frozen=True, slots=True)
class Told:
    """One account on the page. `lines` are institutions with their figures, `steps` the same without what is said twice.

    `reasons` says of each figure why it is used or set aside.
    """

    title: str
    says: str
    chart: Chart | None
    lines: tuple[tuple[str, tuple[Printed, ...]], ...]
    steps: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    used: frozenset[str]
    reasons: Mapping[str, str]
    origins: int
    unit: str
    standing: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One conflict with its accounts, totals first; `left_out` are those that the page has no room for (the tables have all)."""

    name: str
    span: str
    accounts: tuple[Told, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who gives no number, for which fates, on which day, in which sentence (None: withheld)."""

    who: str
    fates: str
    published: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    known_by: str | None
    policy: str
    policy_summary: str
    policy_source: str
    counts: Mapping[str, int]
    chapters: tuple[Chapter, ...]
    silences: tuple[Silence, ...]
    figures: Sequence[Printed]
    software: str
    made: str


@cache
def _template() -> Template:
    shelf = files(__package__).joinpath("templates")
    environment = Environment(
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(shelf.joinpath("page.html.j2").read_text(encoding="utf-8"))


def page(given: Page) -> str:
    """The HTML text. Everything that came from a report is escaped; no script, no request to anywhere."""
    shelf = files(__package__).joinpath("templates")
    return _template().render(page=given, style=shelf.joinpath("page.css").read_text(encoding="utf-8"))
