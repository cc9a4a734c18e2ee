"""What the pages of a site share: what is told of the case on each, how long lists are cut into pages, and how pages are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .redaction import Printed

Row = TypeVar("Row")
#: Folders of the pages that one account, report or figure has of its own.
ACCOUNTS, REPORTS, FIGURES = "accounts", "reports", "figures"
#: Characters of a sentence that a page prints on either side of what is counted: a passage, and never the whole of a text.
AROUND = 400


@dataclass(frozen=True, slots=True)
class Site:
    """What every page tells of the case: its heading, by which day and under which policy, by what it was made and when."""

    title: str
    known_by: str | None
    policy: str
    policy_summary: str
    policy_source: str
    software: str
    made: str
    figures: int = 0
    reviewed: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Where something is told, from the folder of the site, and what it says."""

    href: str
    words: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Section(Generic[Row]):
    """Rows of one conflict, with its span in words."""

    name: str
    span: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a long list. `starts` is the page that each section begins on."""

    name: str
    number: int
    of: int
    sections: tuple[Section[Row], ...]
    starts: tuple[tuple[str, int, int], ...]
    before: str | None
    after: str | None


def leaf_name(stem: str, number: int) -> str:
    """The first page of a list has the plain name: what was linked to stays where it was.

    >>> leaf_name("events", 1), leaf_name("events", 2)
    ('events.html', 'events-2.html')
    """
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def leaves(stem: str, sections: Sequence[Section[Row]], *, rows: int) -> list[Leaf[Row]]:
    """The list in pages of so many rows, at least one page; a section that does not fit goes on on the next."""
    cut: list[list[Section[Row]]] = [[]]
    starts, room = [], rows
    for section in sections:
        if room == 0:
            cut.append([])
            room = rows
        starts.append((section.name, len(section.rows), len(cut)))
        left = section.rows
        while True:
            cut[-1].append(Section(section.name, section.span, left[:room]))
            left, room = left[room:], room - len(left[:room])
            if not left:
                break
            cut.append([])
            room = rows
    of = len(cut)
    return [
        Leaf(
            leaf_name(stem, n),
            n,
            of,
            tuple(own),
            tuple(starts),
            leaf_name(stem, n - 1) if n > 1 else None,
            leaf_name(stem, n + 1) if n < of else None,
        )
        for n, own in enumerate(cut, 1)
    ]


def sentence_page(printed: Printed, keys: Mapping[str, str]) -> str:
    """Where a figure's sentence is told: in its report's page, or where that has none, on the figure's own."""
    key = keys.get(printed.figure.report)
    name = printed.figure.id
    return f"{FIGURES}/{name}.html" if key is None else f"{REPORTS}/{key}.html#{name}"


def marked(printed: Printed) -> tuple[str, str, str]:
    """The printed sentence before, in and after the words of the count; all of it before where these do not stand in it.

    What lies further than AROUND away is left out, with a sign.
    """
    words, span, at = printed.sentence or "", printed.figure.sentence, printed.figure.passage
    if not span.start <= at.start < at.end <= span.end:
        return words[: 2 * AROUND] + ("…" if len(words) > 2 * AROUND else ""), "", ""
    before, after = words[: at.start - span.start], words[at.end - span.start :]
    cut_before, cut_after = len(before) > AROUND, len(after) > AROUND
    return (
        ("…" if cut_before else "") + before[-AROUND:],
        words[at.start - span.start : at.end - span.start],
        after[:AROUND] + ("…" if cut_after else ""),
    )
