"""Publish: redaction first, then the figures, accounts and events as tables, and a site of pages that need nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from .. import __version__, ledger, publishing
from ..publishing import Occurrence
from ..publishing.site import ACCOUNTS, FIGURES, REPORTS, Site
from ..store.opening import Case
from .ask import UNRATED, ask
from .folder import published
from .printable import Printable, Public, printable, redacted_answers
from .propose import derived_in
from .site import Pages

#: The tables, with what each holds.
TABLES = {
    "figures.csv": "one row a figure",
    "figures.jsonl": "the same as JSON Lines",
    "figures.parquet": "the same as Parquet",
    "accounts.csv": "one row an account",
    "accounts.jsonl": "the same as JSON Lines",
    "accounts.parquet": "the same as Parquet",
    "events.geojson": "events with their places, for maps",
    "events_hxl.csv": "events with HXL tags",
    "events_ged.csv": "events in the layout of UCDP's dataset",
}
#: What is always written: the first pages of the lists, the tables, and folders with a page for each account, report and figure.
FILES = ("index.html", "accounts.html", "events.html", "contradictions.html", "reports.html", *TABLES)
FOLDERS = (ACCOUNTS, REPORTS, FIGURES)
#: The policy of the layout of UCDP's dataset.
GED = "ucdp"
#: Called with what is going on, how much of it is done, of how much.
Advance = Callable[[str, int, int], None]


def publish(
    case: Case,
    to: Path,
    *,
    title: str,
    policy: str = "widest",
    known_by: date | None = None,
    rated: Mapping[str, int] = UNRATED,
    made: date,
    advance: Advance = lambda _what, _done, _of: None,
) -> list[Path]:
    """Write FILES and FOLDERS; what an earlier publish wrote there and this one does not is removed.

    Nothing unredacted is ever written. `rated` is as for `ask`. CaseFault when the folder cannot be written to. When it is stopped,
    the folder is as it was.
    """
    advance("looking through the case", 0, 3)
    what = printable(case, policy=policy, known_by=known_by, rated=rated)
    advance("looking through the case", 1, 3)
    events, counted = _occurrences(what.answers, what), _occurrences(_by_ged(case, what, policy), what)
    pages = Pages(what, _site(what, title=title, policy=policy, made=made), events, tuple(TABLES.items()), made=made)
    advance("looking through the case", 2, 3)
    with published(to) as folder:
        for name, table in _tables(what, events, counted):
            folder.write(name, table)
        for n, (name, text) in enumerate(pages.every()):
            folder.write(name, text)
            if n % 50 == 0:
                advance("writing pages", n, max(len(pages), n))
    return [to / name for name in (*FILES, *FOLDERS)]


def _site(what: Printable, *, title: str, policy: str, made: date) -> Site:
    rule = ledger.named(policy)
    return Site(
        title=title,
        known_by=what.known_by.isoformat() if what.known_by else None,
        policy=rule.title,
        policy_summary=rule.summary,
        policy_source=rule.source,
        software=f"Cenotaph {__version__}",
        made=made.isoformat(),
        figures=len(what.printed),
        reviewed=len(what.reviewed & what.printed.keys()),
    )


def _by_ged(case: Case, what: Printable, policy: str) -> list[Public]:
    """The answers under the policy of UCDP's layout."""
    if policy == GED:
        return list(what.answers)
    answers = ask(case, policy=GED, known_by=what.known_by, derived=derived_in(what.matter))
    return redacted_answers(answers, what.printed, what.cards, what.private, what.matter.names.sides)


def _occurrences(answers: list[Public] | tuple[Public, ...], what: Printable) -> list[Occurrence]:
    """What the answers about events tell, at places as the gazetteer has them."""
    spots = {w for p in what.printed.values() if (w := p.figure.place) is not None and w.place is not None}
    places = {p.id: p for w in spots for p in what.rows.places_named(w.name) if p.id == w.place}
    return publishing.occurrences((publishing.Told(a.account, a.title, a.sentence) for a in answers), what.printed, places)


def _tables(what: Printable, events: list[Occurrence], counted: list[Occurrence]) -> Iterator[tuple[str, str | bytes]]:
    rows = [publishing.figure_row(p) for p in what.printed.values()]
    accounts = [publishing.account_row(a.account, a.title, a.sentence) for a in what.answers]
    ged = publishing.ged_rows(counted, {c.slug: c for c in what.rows.conflicts}, {s.slug: s for s in what.rows.sides})
    yield "figures.csv", publishing.as_csv(publishing.FIGURE_COLUMNS, rows)
    yield "figures.jsonl", publishing.as_json_lines(rows)
    yield "figures.parquet", publishing.as_parquet(publishing.FIGURE_COLUMNS, rows)
    yield "accounts.csv", publishing.as_csv(publishing.ACCOUNT_COLUMNS, accounts)
    yield "accounts.jsonl", publishing.as_json_lines(accounts)
    yield "accounts.parquet", publishing.as_parquet(publishing.ACCOUNT_COLUMNS, accounts)
    yield "events.geojson", publishing.geojson(events)
    yield "events_hxl.csv", publishing.as_csv(publishing.HXL_COLUMNS, publishing.hxl_rows(events))
    yield "events_ged.csv", publishing.as_csv(publishing.GED_COLUMNS, ged)
