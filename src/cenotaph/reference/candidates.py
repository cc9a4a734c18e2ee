"""Which conflict is meant, of those a wording may mean? Only an unambiguous one, and only one the report has grounds for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cenotaph.model.reference import Conflict, Reference
from cenotaph.reference.kept import once_per_reference
from cenotaph.reference.phrases import words
from cenotaph.reference.spans import Span, fit
from cenotaph.reference.wordings import wordings


@dataclass(frozen=True, slots=True)
class Known:
    """A conflict with what a wording is compared to: the words tied to it, its sorts of noun, its places as a pattern."""

    conflict: Conflict
    tied: frozenset[str]
    families: frozenset[str]
    places: re.Pattern[str] | None
    parent: bool


@once_per_reference
def known_conflicts(reference: Reference) -> dict[str, Known]:
    sides = {s.slug: s for s in reference.sides}
    parents = {c.part_of for c in reference.conflicts}
    found = {}
    for conflict in reference.conflicts:
        names = " ".join((conflict.name, *conflict.aliases))
        parties = [sides[p] for p in conflict.parties if p in sides]
        of_parties = [n for s in parties for n in (s.name, *s.names, *s.adjectives, *s.people, *s.metonyms)]
        # The umbrella over several wars is never "the 2020 war": its parts are.
        found[conflict.slug] = Known(
            conflict=conflict,
            tied=frozenset(w.key for w in words(" ".join((names, *conflict.places, *of_parties)))),
            families=frozenset(
                wordings().family[m.group().lower()]
                for m in wordings().noun.finditer(names.replace("-", " "))
                if m.group().lower() in wordings().family
            ),
            places=_any_of(conflict.places),
            parent=conflict.slug in parents,
        )
    return found


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b") if alternatives else None


def supported(known: Known, parties: set[str], text: str) -> bool:
    """Two grounds: two of its parties in the report, or one of them and one of its places."""
    shared = sum(p in parties for p in known.conflict.parties)
    if shared >= 2:
        return True
    return shared == 1 and known.places is not None and known.places.search(text) is not None


def tied_to(known: Known, said: str) -> bool:
    """Whether the capitalised words of a wording, if any, belong to the conflict: "Libya's 2020 war" is not Karabakh's."""
    capitals = [w.key for w in words(said) if w.capital]
    return not capitals or any(key in known.tied for key in capitals)


def by_span(
    reference: Reference, span: Span, family: str, said: Iterable[str], parties: set[str], published: date, text: str
) -> Conflict | None:
    """The one conflict of that sort in that span with grounds in the report, the best fit first; None if two fit alike."""
    said = tuple(said)
    fits: dict[int, list[Known]] = {}
    for known in known_conflicts(reference).values():
        how = None if known.parent or known.conflict.first > published else fit(known.conflict, span, published)
        if (
            how is not None
            and family in known.families
            and all(tied_to(known, s) for s in said)
            and supported(known, parties, text)
        ):
            fits.setdefault(how, []).append(known)
    best = fits[min(fits)] if fits else []
    return best[0].conflict if len(best) == 1 else None


def by_ordinal(
    reference: Reference, ordinal: tuple[str, ...], said: Iterable[str], parties: set[str], published: date, text: str
) -> Conflict | None:
    """The one conflict with grounds in the report that is called the first, or the second, by its own name."""
    said = tuple(said)
    found = [
        known.conflict
        for known in known_conflicts(reference).values()
        if not set(ordinal).isdisjoint(w.key for w in words(known.conflict.name))
        and known.conflict.first <= published
        and all(tied_to(known, s) for s in said)
        and supported(known, parties, text)
    ]
    return found[0] if len(found) == 1 else None
