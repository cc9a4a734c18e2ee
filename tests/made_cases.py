"""Large cases made up: the worlds of `made_worlds` with a text for every report, kept in a case as a build would keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from json import dumps

from cenotaph.flow.build import link
from cenotaph.flow.refer import opened
from cenotaph.linking import link as joined
from cenotaph.model.claims import Figure, Passage, Trace, anchor
from cenotaph.model.reports import Report
from cenotaph.store import looking, writing
from made_worlds import START, Recipe, World, world

LOT = 500
READER = "made-up"


def recipe(figures: int) -> Recipe:
    """A world of about so many figures: every event is told about five times."""
    events = max(20, (figures - 950) * 10 // 51)
    return Recipe(
        events=events, conflicts=4, places=max(20, events // 50), totals=2, days=1_460, retold=5.4, outlets=max(4, events // 1_000)
    )


#: The name of a place, its latitude and its longitude.
Spot = tuple[str, float, float]


def make(where: str, figures: int, *, seed: int = 7, linked: bool = True, spots: Sequence[Spot] = ()) -> int:
    """Make a case of about so many figures at `where`; how many there are. Near-copies are not looked for.

    With `spots` the towns of the world lie there and are called so, one after the other.
    """
    made = world(seed, recipe(figures))
    if spots:
        _settle(made, spots)
    with opened(where) as case:
        run = writing.begin_run(case, "build", {"made": figures}, "made up")
        writing.add_reference(case, run, "made.toml", _rows(made))
        feed = told(made)
        while lot := list(islice(feed, LOT)):
            writing.add_batch(case, run, lot, READER)
        if linked and figures <= 2_000:
            link(case)
        elif linked:
            writing.replace_events(case, joined(looking.figures(case), {f"cen:{p.id}": p for p in made.places.values()}), {})
        writing.end_run(case, run, "done", {}, None, None)
    return len(made.figures)


def _settle(made: World, spots: Sequence[Spot]) -> None:
    towns = [p for p in made.places.values() if p.kind == "town"]
    for n, town in enumerate(towns):
        name, latitude, longitude = spots[n % len(spots)]
        made.places[town.id] = replace(town, name=name, latitude=latitude, longitude=longitude)
    made.figures = [
        replace(f, place=replace(f.place, name=made.places[f.place.place].name)) if f.place and f.place.place else f
        for f in made.figures
    ]


def told(made: World) -> Iterator[writing.ReadReport]:
    """The reports with their figures in order of publication, each figure in a sentence of its own."""
    reports: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in made.figures:
        reports[figure.report].append(figure)
    for name, own in reports.items():
        yield _report(name, own)


def _report(name: str, own: list[Figure]) -> writing.ReadReport:
    text, spans = f"Report {name}.", []
    for f in own:
        voice = f.claimant.speaker or "The paper"
        where = f" near {f.place.name}" if f.place else ""
        before, count = f"{voice} said that ", f.count.text
        sentence = f"{before}{count} {f.group.words or 'people'} were {f.fate.words}{where}."
        start = len(text) + 1
        spans.append((start + len(before), start + len(before) + len(count), start, start + len(sentence)))
        text += f" {sentence}"
    first = own[0]
    report = Report(
        name, text, first.clocks.published, text.encode(), first.claimant.publisher, None, f"News {name}", "en", f"made:{name}"
    )
    return writing.ReadReport(
        report, tuple(_placed(f, report, n, span) for n, (f, span) in enumerate(zip(own, spans, strict=True)))
    )


def _placed(f: Figure, report: Report, n: int, span: tuple[int, int, int, int]) -> Figure:
    start, end, begins, ends = span
    return replace(
        f,
        id=anchor("fig", report.text_sha256, start, end, f.fate.value),
        passage=Passage.of(report.id, report.text, start, end),
        sentence=Passage.of(report.id, report.text, begins, ends),
        count=replace(f.count, words=report.text[start:end]),
        place=replace(f.place, place=f"cen:{f.place.place}") if f.place else None,
        traces=(Trace("count", "made up", start, end, 0.95), Trace("fate", "made up", start, end, 0.6 + n % 4 / 10)),
    )


def _rows(made: World) -> str:
    """The world's conflicts, sides and places as a case's own rows."""
    rows = []
    for place in made.places.values():
        at = "" if place.latitude is None else f"latitude = {place.latitude:.4f}\nlongitude = {place.longitude:.4f}\n"
        rows.append(f'[[place]]\nid = "cen:{place.id}"\nname = {dumps(place.name)}\nkind = "{place.kind}"\n{at}')
    wars = sorted({f.conflict for f in made.figures if f.conflict})
    for war in wars:
        sides = [f"side{war.removeprefix('war')}{letter}" for letter in "ab"]
        rows += [f'[[side]]\nslug = "{s}"\nname = "{s.capitalize()}"\nkind = "armed group"\n' for s in sides]
        rows.append(
            f'[[conflict]]\nslug = "{war}"\nname = "{war.capitalize()}"\nfirst = {START}\nparties = ["{sides[0]}", "{sides[1]}"]\n'
        )
    return "\n".join(rows)
