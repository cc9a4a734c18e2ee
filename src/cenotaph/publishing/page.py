"""The first page of a site: the case. Who says what of each conflict, what is withheld, and what else there is to read and take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .accounts import Listed, Silence, Told
from .bars import Bars
from .rendering import render
from .site import Site

#: What the first page tells to mind of an account; the account's own page tells all, with its figures.
BRIEF = frozenset({"Counted in", "Includes", "Grade", "Newest day told"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """One conflict: the accounts that are shown whole, further ones that are only named, how many totals and events there are."""

    name: str
    span: str
    accounts: tuple[Told, ...]
    further: tuple[Listed, ...] = ()
    totals: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """`counts` are of reports, figures, withheld records, events and contradictions; `tables` the files with what they hold."""

    site: Site
    counts: Mapping[str, int]
    chapters: tuple[Chapter, ...]
    silences: tuple[Silence, ...]
    more_silences: int = 0
    tables: tuple[tuple[str, str], ...] = ()
    months: Bars | None = None


def page(given: Page) -> str:
    """The overview. Everything that came from a report is escaped; no script, no request to anywhere."""
    return render("page", site=given.site, root="", nav="case", page=given, brief=BRIEF)
