"""The pages of reports: never the whole text, but every passage that a figure was read from; and the trail of each figure."""

from __future__ import annotations

from dataclasses import dataclass

from .accounts import Silence
from .redaction import Printed
from .rendering import render
from .site import REPORTS, Leaf, Link, Site


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a figure: its value, and the words of the printed sentence that it was read from, or the rule where none are."""

    name: str
    value: str
    words: str
    rule: str
    sure: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A figure in its report: the printed sentence before, in and after the count, its fields, and the account it answers."""

    printed: Printed
    sentence: tuple[str, str, str]
    fields: tuple[Field, ...]
    weight: str
    reviewed: bool
    account: Link | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report of which figures are printed. `title` and `address`: None where any of its figures has them withheld."""

    key: str
    title: str | None
    publisher: str | None
    published: str
    address: str | None
    language: str | None
    passages: tuple[Passage, ...]
    silences: tuple[Silence, ...] = ()

    @property
    def href(self) -> str:
        return f"{REPORTS}/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list of them, with how many of its figures are printed."""

    key: str
    title: str | None
    publisher: str | None
    published: str
    figures: int

    @property
    def href(self) -> str:
        return f"{REPORTS}/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Ran:
    """A run: its number, its command, the day it began, and the software."""

    number: int
    command: str
    day: str
    software: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The way down from one figure. `decisions` tell what a person decided and on which day, and no name.

    `text_sha256` is of the extracted text; None where the report is not public. `again`: how many public reports carry the same
    text, or print it again, and count once with this one.
    """

    passage: Passage
    sheet: Sheet | None
    decisions: tuple[str, ...]
    text_sha256: str | None
    again: int
    taken_in: Ran | None
    read_in: Ran | None
    reader: str | None


def report_page(site: Site, sheet: Sheet) -> str:
    return render("report", site=site, root="../", nav="reports", sheet=sheet)


def trail_page(site: Site, trail: Trail) -> str:
    return render("trail", site=site, root="../", nav="", t=trail)


def reports_page(site: Site, leaf: Leaf[Entry]) -> str:
    """One page of the list of reports, the newest first."""
    return render("reports", site=site, root="", nav="reports", leaf=leaf)
