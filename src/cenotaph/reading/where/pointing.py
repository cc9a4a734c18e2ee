"""Common nouns that take up a place named before: "in the region", "fled the camp", "there", "in the two provinces".

The paragraphs are gone through in order with the last names of each kind of place in mind. A name tells its kind by the noun it
stands with ("the hamlet of Kasulo", "Kasulo, a town", "Kasulo prison") or by the gazetteer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Span, Token

from ...model.claims import Where
from ...model.reference import Reference, SideKind
from ..lexicon import table
from ..page.pages import Page
from .naming import bare, words
from .places import where
from .seats import elsewhere

#: The gazetteer's kinds as nouns of a text.
NOUNS = {"city": "city", "town": "city", "village": "village", "region": "region", "country": "country", "territory": "region"}
#: What beside a common noun tells which place it is, so that it takes up none.
OWN = {"amod", "compound", "poss", "relcl", "acl", "appos"}


@cache
def _kinds() -> Mapping[str, str]:
    """Every noun that takes up a place, with the first of those that mean about the same."""
    return {noun: alike[0] for alike in table("context")["places"]["kinds"] for noun in alike}


@dataclass
class Memory:
    """The last places named, by kind, and the last where something happened."""

    of_kind: dict[str, list[Where]] = field(default_factory=dict)
    called: dict[str, Where] = field(default_factory=dict)
    capital: Where | None = None
    last: Where | None = None

    def keep(self, kind: str, place: Where) -> None:
        before = [w for w in self.of_kind.get(kind, []) if w.name != place.name]
        self.of_kind[kind] = [*before, place]


def resolved(pages: Sequence[Page], reference: Reference, dateline: str | None = None) -> list[Page]:
    """The paragraphs with the places that their common nouns take up, beside those they name.

    "The capital" of a report that never tells which is the place that it is written from, else the first that governments go by.
    """
    memory = Memory(capital=where(dateline, reference) if dateline else None)
    return [_resolved(page, memory, reference) for page in pages]


def _resolved(page: Page, memory: Memory, reference: Reference) -> Page:
    happened = {span.start: place for span, place in page.where}
    named = {span.start: span for span in page.candidates}
    covered = {t.i for span in page.candidates for t in span}
    more: list[tuple[Span, Where]] = []
    end = -4
    for token in page.doc:
        if token.i in named:
            span = named[token.i]
            place = happened.get(token.i) or where(bare(span.text), reference)
            if token.i in happened and span.start > end + 3:
                memory.last = place  # of names that tell one place ever wider the first
            end = span.end
            told = _told_kinds(span, covered)
            for kind in told or _known_kinds(span, reference):
                memory.keep(kind, place)
            if memory.capital is None and _governs(place, reference):
                memory.capital = place
            memory.called |= dict.fromkeys(told, place)
        elif token.i not in covered:
            taken_up = _taken_up(token, memory)
            if taken_up is not None:
                more.append((page.doc[token.i : token.i + 1], taken_up))
    if not more:
        return page
    return replace(page, where=tuple(sorted((*page.where, *more), key=lambda pair: pair[0].start)))


def _told_kinds(span: Span, covered: set[int]) -> set[str]:
    """What the noun beside a name says that it is."""
    root = span.root
    beside = [root, *(c for c in root.children if c.dep_ == "appos")]
    if (root.dep_ == "appos" and root.head.i not in covered) or (root.dep_ == "pobj" and root.head.lower_ == "of"):
        beside += [root.head, root.head.head]
    if span.start:
        beside.append(span.doc[span.start - 1])
    return {_kinds()[t.lemma_.casefold()] for t in beside if t.lemma_.casefold() in _kinds()}


def _governs(place: Where, reference: Reference) -> bool:
    """Whether a city's name stands for a government: "Baghdad"."""
    known = reference.places_named(place.name)
    a_city = bool(known) and known[0].kind == "city"
    return a_city and any(s.kind is SideKind.STATE for s in reference.sides_named(place.name))


def _known_kinds(span: Span, reference: Reference) -> set[str]:
    known = reference.places_named(bare(span.text))
    return {NOUNS[known[0].kind]} if known and known[0].kind in NOUNS else set()


def _taken_up(token: Token, memory: Memory) -> Where | None:
    if token.lower_ == "there" and token.dep_ == "advmod" and token.tag_ == "RB":
        return memory.last
    kind = _kinds().get(token.lemma_.casefold())
    if kind is None or not _placed(token) or elsewhere(token):
        return None
    if any((c.dep_ in OWN and c.lower_ not in words("same")) or c.lower_ == "of" for c in token.children):
        return None
    before = memory.of_kind.get(kind, [])
    if token.tag_ == "NNS":
        both = any(c.lower_ in {"two", "both"} for c in token.children) and len(before) > 1
        return Where(f"{before[-2].name} and {before[-1].name}", None) if both else None
    if not any(c.lower_ in {"the", "this", "that"} for c in token.children):
        return None
    if kind in memory.called or before:
        return memory.called.get(kind) or before[-1]
    return memory.capital or Where(token.text, None) if kind == "capital" else None


def _placed(token: Token) -> bool:
    """Whether a noun stands where a place would: after a locative preposition, or as what is attacked or fled."""
    if token.dep_ == "pobj":
        part = token.head.lower_ == "of" and token.head.head.lemma_.casefold() in words("directions")
        return part or token.head.lower_ in words("locative")
    return token.dep_ == "dobj" and token.head.lemma_.casefold() in words("hitting") | words("leaving")
