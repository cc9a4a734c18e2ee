"""Which conflict a figure belongs to: named beside it, else the one its parties fought at that time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from ...model.days import Span
from ...model.reference import Conflict, Reference, Side, SideKind
from ...model.reports import Report
from ...model.terms import Fate
from ..fate.tellings import REMAINS_FATES
from ..knowing import Knowledge
from ..people.parties import sides_called

#: Fates of remains and of the missing tell of a conflict long after it: their own day says nothing about which.
LATE = REMAINS_FATES | {Fate.MISSING, Fate.CAPTURED, Fate.RELEASED}

#: The most words that the name of an armed group has.
LONGEST_NAME = 5
#: For how long after its end a short conflict is what reports count the victims of, and how long one is short.
FRESH_DAYS, SHORT_DAYS = 21, 60


@dataclass(frozen=True, slots=True)
class Named:
    """A conflict named at text[start:end] of the report."""

    start: int
    end: int
    conflict: Conflict


def sides_in(docs: list[Doc], reference: Reference) -> Mapping[str, int]:
    """How often a report names each side, by slug, through entities and adjectives."""
    counted: Counter[str] = Counter()
    for doc in docs:
        groups = list(_groups_in(doc, reference))
        counted.update(side.slug for side, _ in groups)
        taken = {i for _, span in groups for i in span}
        entities = [e for e in doc.ents if taken.isdisjoint(range(e.start, e.end))]
        names = [e.text.removesuffix("'s").removesuffix("’s") for e in entities if e.label_ in {"GPE", "NORP", "ORG", "LOC"}]
        # an organisation may carry a side in its name: "the Defence Ministry of Armenia"
        taken |= {i for e in entities for i in range(e.start, e.end) if e.label_ != "ORG" or reference.sides_named(e.text)}
        names += [t.text for t in doc if t.i not in taken and t.pos_ in {"PROPN", "ADJ"} and t.text[:1].isupper()]
        counted.update(side.slug for name in names for side in sides_called(name, reference)[:1])
    return counted


def _groups_in(doc: Doc, reference: Reference) -> Iterator[tuple[Side, range]]:
    """The armed groups that a text names, whatever the parser takes their names for, with the tokens of each name."""
    tokens, past = list(doc), 0
    for start, first in enumerate(tokens):
        capital = first.text[:1].isupper()
        opens = first.text.casefold() in reference.group_openings and (capital or first.tag_ in {"NNS", "NNPS"})
        if start < past or not opens or first.ent_type_ == "PERSON":
            continue
        longest = min(LONGEST_NAME, len(tokens) - start) if capital else 1
        for n in range(longest, 1 if first.is_stop else 0, -1):  # "IS" is a group, "HE IS THE FOURTH" names none
            side = next(iter(sides_called(doc[start : start + n].text, reference)), None)
            if side is not None and side.kind is SideKind.ARMED_GROUP and (capital or first.text in side.people):  # "contras"
                yield side, range(start, start + n)
                past = start + n
                break


def named(report: Report, sides: Mapping[str, int], knowledge: Knowledge) -> list[Named]:
    """The conflicts that the report names, without umbrellas over others that could be meant."""
    parents = knowledge.reference.umbrellas
    found = [Named(*f) for f in knowledge.mentioned(report.text, frozenset(sides), report.published)]
    return [n for n in found if n.conflict.slug not in parents]


def conflict_at(mentions: list[Named], start: int, end: int, happened: Span | None) -> Conflict | None:
    """The conflict that a sentence names, if the days told do not contradict it ("the worst since the 2020 war")."""
    inside = [m.conflict for m in mentions if start <= m.start < end]
    meeting = [c for c in inside if happened is None or happened & Span(c.first, c.last) is not None]
    return meeting[0] if meeting else None


def inferred(
    at: int,
    fate: Fate | None,
    happened: Span | None,
    mentions: list[Named],
    sides: Mapping[str, int],
    published: date,
    reference: Reference,
    *,
    says_war: bool = False,
    war_report: bool = False,
    side: str | None = None,
) -> str | None:
    """The conflict of a claim whose sentence names none; None when nothing tells.

    First the one named last before it (for the missing and for remains whatever their day, else if the days meet). Then the
    conflicts whose parties the report speaks of most, begun before publication: the last begun that meets the days told.
    People of a `side` that fought in none of these wars are not theirs. `says_war`: the sentence says "war", so that border
    clashes are not meant; `war_report`: the report does.
    """
    foreign = side is not None and side != "both" and side in reference.belligerents

    def may_be(conflict: Conflict) -> bool:
        return not foreign or side in conflict.parties

    late = fate is None or fate in LATE
    fresh = None if late else just_fought(sides, published, reference)
    if fresh is not None and may_be(fresh) and (happened is None or happened & Span(fresh.first, fresh.last) is not None):
        return fresh.slug
    before = [m for m in mentions if m.start <= at] or mentions
    for mention in (m for m in reversed(before) if may_be(m.conflict)):
        if late or happened is None or happened & Span(mention.conflict.first, mention.conflict.last) is not None:
            return mention.conflict.slug
    weights = {
        c: sum(sides.get(p, 0) for p in c.parties)
        for c in reference.conflicts
        if c.slug not in reference.umbrellas and c.first <= published and sum(p in sides for p in c.parties) >= 2 and may_be(c)
    }
    if not weights and war_report and sides:
        # only one side is named, as in its own bulletins: "the war" is its last one, for some years after it
        main = max(sides, key=lambda slug: (sides[slug], slug))
        alone = sides[main] * 5 >= sum(sides.values()) * 4 and side in {None, main}
        weights = {
            c: 1
            for c in reference.conflicts
            if alone and main in c.parties and "war" in c.slug.split("-") and c.first <= published and _recent(c, published)
        }
    if happened is not None and not late:
        weights = {c: w for c, w in weights.items() if happened & Span(c.first, c.last) is not None}
    likely = [c for c, w in weights.items() if w >= 0.7 * max(weights.values())]
    wars = [c for c in likely if "war" in c.slug.split("-")]
    likely = wars if says_war and wars else likely
    return max(likely, key=lambda c: (c.first, c.slug)).slug if likely else None


def just_fought(sides: Mapping[str, int], published: date, reference: Reference) -> Conflict | None:
    """The short conflict between parties that the report names which ended days before: reports then count its victims."""
    found = [
        c
        for c in reference.conflicts
        if c.last is not None
        and c.first <= published
        and (published - c.last).days <= FRESH_DAYS
        and (c.last - c.first).days <= SHORT_DAYS
        and sum(p in sides for p in c.parties) >= 2
    ]
    return found[0] if len(found) == 1 else None


def days_of(conflict: Conflict) -> int:
    """How many days a conflict that is over lasted."""
    return (conflict.last - conflict.first).days + 1 if conflict.last is not None else 0


def _recent(conflict: Conflict, published: date, years: int = 5) -> bool:
    return conflict.last is None or (published - conflict.last).days <= 366 * years
