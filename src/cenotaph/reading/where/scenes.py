"""The scene of a report: where its main event happened and in which country, for figures that tell no place of their own.

The scene is told in the headline or the first paragraphs; the country is the one that most of the report's places lie in. The place
of a dateline is only where somebody writes, and counts for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...model.claims import Figure, Trace, Where
from ...model.reference import Conflict, Reference, SideKind
from ...model.terms import Fate
from ..lexicon import table
from ..page.pages import Page
from .countries import country_of
from .naming import bare

HANDED = {Fate.RETURNED, Fate.RELEASED}
OF_FIGHTING = {Fate.KILLED, Fate.INJURED, Fate.CASUALTIES, Fate.MISSING, Fate.DEAD_OR_MISSING, Fate.CAPTURED, Fate.DISPLACED}
WIDE = {"country"}


#: How many paragraphs, the headline included, may tell the scene.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Scene:
    place: Where | None
    country: Where | None


def scene(pages: Sequence[Page], reference: Reference, dateline: str | None) -> Scene:
    """The first place of the opening that is no country, and the country that most places of the report lie in."""
    opening = [w for page in pages[:TELLING] if not _apart().match(page.text) for _, w in page.where]
    country = country_of(pages, reference, dateline)
    own = [w for w in opening if w.name.casefold() != (dateline or "").casefold()]
    first = [page.where for page in pages[:TELLING] if page.where][:2]
    if len(first) == 2 and all(_is_country(w, reference) for where in first for _, w in where):
        return Scene(own[0], country)  # the headline and the lead name no more than a country
    narrow = [w for w in own if not _is_country(w, reference)]
    return Scene(_main(narrow, pages) or next(iter(own), None), country)


def _main(narrow: Sequence[Where], pages: Sequence[Page]) -> Where | None:
    """The place that the report names most; the first told of those named alike."""
    if not narrow:
        return None
    texts = [page.text.casefold() for page in pages]
    taken_up = Counter(w.name for page in pages for span, w in page.where if bare(span.text) != w.name)
    named = {w.name: taken_up[w.name] + sum(text.count(w.name.casefold()) for text in texts) for w in narrow}
    most = max(named.values())
    return next(w for w in narrow if 2 * named[w.name] >= most)


def _is_country(where: Where, reference: Reference) -> bool:
    known = reference.places_named(where.name)
    return (bool(known) and known[0].kind in WIDE) or any(s.kind is SideKind.STATE for s in reference.sides_named(where.name))


def at_scene(figures: Sequence[Figure], at: Scene, reference: Reference, text: str) -> list[Figure]:
    """Figures without a place, set where the report's event was; totals in the country. A handover tells its own place."""
    handovers = 2 * sum(f.fate in HANDED for f in figures) >= len(figures)
    return [_placed(f, at, reference, text, handovers=handovers) if f.place is None else f for f in figures]


@cache
def _apart() -> re.Pattern[str]:
    """How a paragraph begins that tells of something else than the report's event: "In another development"."""
    return re.compile(rf"\s*(?:{'|'.join(table('context')['places']['apart'])})\b", re.IGNORECASE)


def _told_apart(figure: Figure, text: str) -> bool:
    return _apart().match(text, text.rfind("\n", 0, figure.passage.start) + 1) is not None


def _within(country: Where, places: Sequence[str], reference: Reference) -> bool:
    """Whether any of the places of a conflict lies in a country."""
    known = reference.places_named(country.name)
    code = known[0].country if known else None
    return any(p.country == code for name in places for p in reference.places_named(name)[:1])


def _fought_in(country: Where, conflict: Conflict | None, reference: Reference) -> bool:
    """Whether a conflict was fought in a country, as far as its places are known."""
    return conflict is None or not conflict.places or _within(country, conflict.places, reference)


def _named(name: str, reference: Reference) -> Where:
    return Where(name, next((p.id for p in reference.places_named(name)), None))


def _placed(figure: Figure, at: Scene, reference: Reference, text: str, *, handovers: bool) -> Figure:
    where, rule = at.place or at.country, "place of the report's event"
    if _told_apart(figure, text):
        where, rule = at.country, "country of the report"
    conflict = reference.conflict(figure.conflict or "")
    if figure.fate in HANDED:
        sides = [s for p in (conflict.parties[:2] if conflict else ()) if (s := reference.side(p)) is not None]
        civil = sum(s.kind is SideKind.STATE for s in sides) == 1
        home = (
            civil
            and (handovers or figure.fate is Fate.RELEASED)
            and at.country is not None
            and _fought_in(at.country, conflict, reference)
        )
        where, rule = (at.country, "country of a civil war") if home else (None, "")
    elif figure.measure.cumulative:
        if conflict is not None and conflict.places and figure.fate in OF_FIGHTING:
            return figure
        where, rule = at.country, "country of the report"
        fought = conflict.places if conflict is not None else ()
        if conflict is not None and fought and where is not None and not _within(where, fought, reference):
            where, rule = _named(fought[0], reference), "place of the conflict"
    if where is None and conflict is not None and conflict.places and figure.fate not in HANDED:
        where, rule = _named(conflict.places[0], reference), "place of the conflict"
    if where is None:
        return figure
    trace = Trace("place", rule, figure.passage.start, figure.passage.end)
    return replace(figure, place=where, traces=(*figure.traces, trace))
