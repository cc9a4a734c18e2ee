"""Which country a report is about: the one that most of its places lie in and most of its peoples and states belong to.

A name that places of several countries bear ("La Victoria") votes for the one of them that the sure names speak for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Span

from ...model.claims import Where
from ...model.reference import Place, Reference, SideKind, folded
from ..page.pages import Page
from .naming import LABELS, bare

#: How many paragraphs after the headline count for more, and for how much.
OPENING, OPENS = 4, 2
#: What a place, a small town (there are many of one name) and a people is worth: those who mediate are named by their nations.
PLACE, TOWN, PEOPLE = 4, 2, 1
SMALL = {"town", "village", "site"}
#: How much more often a country must be named than the next.
CLEARLY = 1.5


def country_of(pages: Sequence[Page], reference: Reference, dateline: str | None) -> Where | None:
    """The country most named, if it is named clearly more than the next."""
    told = [
        (codes, worth * (OPENS if n < OPENING else 1))
        for n, page in enumerate(pages)
        for entity in page.doc.ents
        for codes, worth in [_codes(entity, reference)]
        if codes
    ]
    sure: Counter[str] = Counter()
    for codes, weight in [*told, (_countries(reference.places_named(dateline or ""), dateline or "")[:1], PLACE * OPENS)]:
        if len(codes) == 1:
            sure[codes[0]] += weight
    votes = sure.copy()
    for codes, weight in told:
        if len(codes) > 1:
            votes[max(codes, key=lambda code: sure[code])] += weight
    return _first(votes, reference)


def _codes(entity: Span, reference: Reference) -> tuple[tuple[str, ...], int]:
    """The countries that a name may stand for, and what it is worth."""
    if entity.label_ == "NORP":
        states = (s.country for s in reference.sides_named(entity.text) if s.kind is SideKind.STATE)
        return tuple(dict.fromkeys(code for code in states if code)), PEOPLE
    if entity.label_ not in LABELS:
        return (), 0
    known = reference.places_named(bare(entity.text))
    return _countries(known, bare(entity.text)), TOWN if known and known[0].kind in SMALL else PLACE


def _countries(known: Sequence[Place], name: str) -> tuple[str, ...]:
    """Those of the places of a name, first of those that go by no other; a country's own name means no town."""
    if known and known[0].kind == "country":
        known = known[:1]
    known = sorted(known, key=lambda place: folded(place.name) != folded(name))
    return tuple(dict.fromkeys(p.country for p in known if p.country))


def _first(votes: Counter[str], reference: Reference) -> Where | None:
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEARLY * ranked[1][1]):
        return None
    known = reference.country_place(ranked[0][0])
    return Where(known.name, known.id) if known is not None else None
