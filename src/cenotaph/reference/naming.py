"""Which conflicts does a text speak of, and where? By their names, or by a wording that year and parties make plain.

Names come first: one pattern holds every name and alias. A name with a capital letter stands by itself; an alias without one
("the six-week war") needs grounds in the report (see `candidates.supported`). What stays ambiguous is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cenotaph.model.reference import Conflict, Reference
from cenotaph.reference.candidates import by_ordinal, by_span, known_conflicts, supported, tied_to
from cenotaph.reference.kept import once_per_reference
from cenotaph.reference.spans import season_of, span_of
from cenotaph.reference.wordings import GAP, wordings

Mention = tuple[int, int, Conflict]

LOOK_BACK = 90  # characters before a noun in which its year and adjectives may stand


@dataclass(frozen=True, slots=True)
class Names:
    """Every conflict's names: one pattern, and for each key whose name it is and whether it is a proper name."""

    pattern: re.Pattern[str] | None
    meant: dict[str, list[tuple[Conflict, bool]]]


def mentioned(text: str, parties: set[str], published: date, reference: Reference) -> list[Mention]:
    """Start, end and conflict of every unambiguous mention in `text`, in order, none within another.

    `parties` are the slugs of the sides that the whole report mentions; a conflict that began after `published` is not meant.
    A span leaves out a leading article.
    """
    found = [*_named(text, parties, published, reference), *_worded(text, parties, published, reference)]
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m[0] - m[1], m[0])):
        if all(mention[1] <= start or mention[0] >= end for start, end, _ in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m[0])


def _key(name: str) -> str:
    return re.sub(GAP, " ", name.replace("’", "'")).casefold()


def _written(key: str) -> str:
    """The expression for a key as it may be written."""
    return re.escape(key).replace(r"\ ", GAP).replace("'", "['’]")


@once_per_reference
def _names(reference: Reference) -> Names:
    meant: dict[str, list[tuple[Conflict, bool]]] = {}
    for conflict in reference.conflicts:
        for name in (conflict.name, *conflict.aliases):
            # "the Troubles" keeps its article, for any plural noun at the head of a sentence looks like "Troubles".
            bare = name[4:] if name.startswith("the ") and " " in name[4:] else name
            proper = any(w[:1].isupper() for w in bare.split())
            rows = meant.setdefault(_key(bare), [])
            if not any(c.slug == conflict.slug for c, _ in rows):
                rows.append((conflict, proper))
    by_letter: dict[str, list[str]] = {}  # at each place of a text only the names that begin as it does are tried
    for key in sorted(meant, key=lambda k: (-len(k), k)):
        by_letter.setdefault(_written(key[:1]), []).append(_written(key))
    alternatives = "|".join(rf"(?={first})(?:{'|'.join(names)})" for first, names in by_letter.items())
    return Names(re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else None, meant)


def _named(text: str, parties: set[str], published: date, reference: Reference) -> Iterator[Mention]:
    names = _names(reference)
    known = known_conflicts(reference)
    for match in names.pattern.finditer(text) if names.pattern else ():
        written = match.group()
        meant = [
            (conflict, proper)
            for conflict, proper in names.meant.get(_key(written), ())
            if conflict.first <= published and (not proper or written != written.lower())
        ]
        if len(meant) > 1 or not all(proper for _, proper in meant):
            around = _around(text, match)
            meant = [
                (c, proper)
                for c, proper in meant
                if supported(known[c.slug], parties, text) and (proper or all(tied_to(known[c.slug], said) for said in around))
            ]
        if len(meant) == 1:
            start = match.start() + (4 if written.lower().startswith("the ") else 0)
            yield start, match.end(), meant[0][0]


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Whose war it is said to be, and where: "Libya's" before "2020 war", "in Syria" after it. Empty where nothing is said."""
    patterns = wordings()
    whose = patterns.whose.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
    where = patterns.where.match(text, match.end())
    return whose["whose"] if whose else "", where["where"] if where else ""


def _worded(text: str, parties: set[str], published: date, reference: Reference) -> Iterator[Mention]:
    patterns = wordings()
    for noun in patterns.noun.finditer(text):
        floor = max(0, noun.start() - LOOK_BACK)
        before = text[floor : noun.start()]
        family = patterns.family[re.sub(r"\s+", " ", noun.group().lower())]
        where = patterns.where.match(text, noun.end())
        place = where["where"] if where else ""
        conflict: Conflict | None = None
        end = noun.end()
        if dated := patterns.before.search(before):
            said = (dated["whose"] or "", dated["between"], place)
            span = span_of(dated)
            conflict = by_span(reference, span, family, said, parties, published, text) if span else None
            start = floor + dated.start("all")
        elif dated := patterns.after.match(text, noun.end()):
            lead = patterns.lead.search(before)
            said = (lead["between"] if lead else "", dated["where"] or "", "")
            span = span_of(dated)
            conflict = by_span(reference, span, family, said, parties, published, text) if span else None
            start, end = floor + lead.start("all") if lead else noun.start(), dated.end()
        elif counted := patterns.ordinal.search(before):
            ordinal = patterns.ordinals[counted["ordinal"].lower()]
            if family == "war":
                conflict = by_ordinal(reference, ordinal, (counted["between"], place), parties, published, text)
            start = floor + counted.start("all")
        elif relative := patterns.relative.search(before):
            span = season_of(relative["which"], relative["season"], published)
            conflict = by_span(reference, span, family, (relative["between"], place), parties, published, text)
            start = floor + relative.start("all")
        if conflict is not None:
            yield start, end, conflict
